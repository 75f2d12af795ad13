use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

/// A source of time: the system, or a function of the application.
#[derive(Clone, Default)]
pub(crate) struct Source(Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>);

impl Source {
    pub(crate) fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(now)))
    }

    pub(super) fn now(&self) -> SystemTime {
        self.0.as_ref().map_or_else(SystemTime::now, |now| now())
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Application" } else { "System" })
    }
}
