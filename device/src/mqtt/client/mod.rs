//! The client, and the task that receives for it.

mod builder;
mod call;
mod counters;
mod drive;
mod inbox;
mod readiness;
mod receive;
mod request;
mod shared;
mod subscribing;
#[cfg(test)]
mod tests;
mod topics;
mod waiting;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::AbortHandle;

pub use self::builder::JobsClientBuilder;
pub use self::counters::Counters;
pub use self::inbox::Notification;
use self::shared::Shared;
use self::topics::Operation;
use super::types::{
    Describe, ExecutionReply, PendingReply, StartNext, UpdateExecution, UpdateReply,
};
use super::{Connection, RequestError};
use crate::names::check_job_id;

/// The jobs API of one thing over MQTT.
///
/// The client needs Tokio: a task receives from the connection until the client is dropped. It
/// subscribes before the first request:
///
/// ```text
/// $aws/things/{thing}/jobs/get/+          $aws/things/{thing}/jobs/+/update/+
/// $aws/things/{thing}/jobs/start-next/+   $aws/things/{thing}/jobs/notify
/// $aws/things/{thing}/jobs/+/get/+        $aws/things/{thing}/jobs/notify-next
/// ```
///
/// The policy of the certificate must allow `iot:Subscribe` on these filters, and `iot:Publish` and
/// `iot:Receive` on `$aws/things/{thing}/jobs/*`.
///
/// # Requests
/// A request is published once, with QoS 1 and a random token by which its answer is found. It is
/// never repeated, since the service would carry it out twice. There is an error if there is no
/// answer within the [time-out](JobsClientBuilder::timeout), or if the connection is interrupted
/// first: an answer may be lost with the connection.
///
/// All times are whole seconds since the epoch.
pub struct JobsClient {
    connection: Arc<dyn Connection>,
    shared: Arc<Shared>,
    timeout: Duration,
    task: AbortHandle,
}

impl JobsClient {
    /// A client for the thing with this name: 1 to 128 of `a-z A-Z 0-9 : _ -`.
    pub fn builder(
        thing_name: impl Into<String>,
        connection: impl Connection,
    ) -> JobsClientBuilder {
        JobsClientBuilder::new(thing_name.into(), Arc::new(connection))
    }

    /// The name of the thing.
    pub fn thing_name(&self) -> &str {
        self.shared.topics.thing_name()
    }

    /// Lists the pending executions, at most about 15 (`get`).
    ///
    /// # Errors
    /// See [`RequestError`].
    pub async fn get_pending(&self) -> Result<PendingReply, RequestError> {
        self.request(Operation::GetPending, &()).await
    }

    /// Starts the next pending execution, or gets the one in progress (`start-next`).
    ///
    /// # Errors
    /// See [`RequestError`].
    pub async fn start_next(&self, members: &StartNext) -> Result<ExecutionReply, RequestError> {
        self.request(Operation::StartNext, members).await
    }

    /// Describes the execution of a job (`{jobId}/get`).
    ///
    /// # Errors
    /// See [`RequestError`]. The id is not 1 to 64 of `a-z A-Z 0-9 _ -`.
    pub async fn describe(
        &self,
        job_id: &str,
        members: &Describe,
    ) -> Result<ExecutionReply, RequestError> {
        check_job_id(job_id).map_err(RequestError::Invalid)?;
        self.request(Operation::Describe(job_id.to_owned()), members).await
    }

    /// Describes the next pending execution, without starting it (`$next/get`).
    ///
    /// # Errors
    /// See [`RequestError`].
    pub async fn describe_next(&self, members: &Describe) -> Result<ExecutionReply, RequestError> {
        self.request(Operation::Describe("$next".to_owned()), members).await
    }

    /// Changes the execution of a job (`{jobId}/update`).
    ///
    /// # Errors
    /// See [`RequestError`]. The id is not 1 to 64 of `a-z A-Z 0-9 _ -`.
    pub async fn update(
        &self,
        job_id: &str,
        members: &UpdateExecution,
    ) -> Result<UpdateReply, RequestError> {
        check_job_id(job_id).map_err(RequestError::Invalid)?;
        self.request(Operation::Update(job_id.to_owned()), members).await
    }

    /// Waits for the next notification. `None`: the connection has ended.
    ///
    /// Of each kind, only the latest is kept until it is taken, so none is lost that still matters.
    /// Each is given to one caller. Dropping the future loses none.
    pub async fn next_notification(&self) -> Option<Notification> {
        self.shared.inbox.next().await
    }

    /// How many messages have arrived, by what became of them.
    pub fn counters(&self) -> Counters {
        self.shared.counts.read()
    }
}

impl Drop for JobsClient {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for JobsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobsClient")
            .field("thing_name", &self.thing_name())
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
