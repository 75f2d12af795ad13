use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;

use super::JobsClient;
use super::drive::drive;
use super::shared::Shared;
use super::topics::Topics;
use crate::mqtt::{Connection, InvalidSetting};
use crate::names::check_thing_name;

/// The settings of a [`JobsClient`].
pub struct JobsClientBuilder {
    thing_name: String,
    connection: Arc<dyn Connection>,
    timeout: Duration,
}

impl JobsClientBuilder {
    pub(super) fn new(thing_name: String, connection: Arc<dyn Connection>) -> Self {
        Self { thing_name, connection, timeout: DEFAULT_TIMEOUT }
    }

    /// How long a request may take, from the call to the answer. The default is 10 seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Makes the client, which begins to subscribe.
    ///
    /// # Errors
    /// The name of the thing is not valid, the time-out is zero, or this is not a task of a Tokio
    /// runtime.
    pub fn build(self) -> Result<JobsClient, InvalidSetting> {
        let Self { thing_name, connection, timeout } = self;
        check_thing_name(&thing_name).map_err(InvalidSetting::new)?;
        if timeout.is_zero() {
            return Err(InvalidSetting::new("the time-out is zero: no request could be answered"));
        }
        let runtime = Handle::try_current().map_err(|error| {
            InvalidSetting::new(format!("the MQTT client must be made within Tokio: {error}"))
        })?;
        let shared = Arc::new(Shared::new(Topics::new(thing_name)));
        let task = runtime.spawn(drive(Arc::clone(&connection), Arc::clone(&shared)));
        Ok(JobsClient { connection, shared, timeout, task: task.abort_handle() })
    }
}

impl fmt::Debug for JobsClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobsClientBuilder")
            .field("thing_name", &self.thing_name)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);
