//! Timers for the delays between attempts.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::driver::Driver;

/// A timer: that of the driver, or a function of the application.
#[derive(Clone, Default)]
pub(crate) struct Sleeper(Option<Arc<Sleep>>);

type Sleep = dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync;

impl Sleeper {
    #[cfg(feature = "aws")]
    pub(crate) fn new(
        sleep: impl Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync + 'static,
    ) -> Self {
        Self(Some(Arc::new(sleep)))
    }

    pub(crate) async fn sleep(&self, driver: Driver, pause: Duration) {
        match &self.0 {
            Some(sleep) if driver.is_asynchronous() => sleep(pause).await,
            _ => driver.sleep(pause).await,
        }
    }
}

impl fmt::Debug for Sleeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Application" } else { "Driver" })
    }
}
