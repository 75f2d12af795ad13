use super::{Source, SourceFuture};
use crate::jobs::{Answer, CallError, CallErrorKind, JobsCall};
use crate::mqtt::{JobsClient, Notification};
use crate::runner::Notice;

/// Jobs over MQTT. The service tells of new jobs, so the runner asks rarely: once after each
/// connection, and now and then in case a notification was lost.
#[derive(Debug)]
pub struct MqttSource {
    client: JobsClient,
}

impl MqttSource {
    /// A source on this client. The runner must have the same thing name.
    pub fn new(client: JobsClient) -> Self {
        Self { client }
    }
}

impl Source for MqttSource {
    fn call(
        &self,
        thing_name: String,
        call: JobsCall,
    ) -> SourceFuture<'_, Result<Answer, CallError>> {
        Box::pin(async move {
            if thing_name != self.client.thing_name() {
                let message = format!(
                    "the runner is for the thing {thing_name}, and the MQTT client is for {}",
                    self.client.thing_name()
                );
                return Err(CallError::new(CallErrorKind::InvalidRequest, message));
            }
            self.client.call(&call).await
        })
    }

    fn is_notified(&self) -> bool {
        true
    }

    fn next_notice(&self, _thing_name: String) -> SourceFuture<'_, Option<Notice>> {
        Box::pin(async move {
            Some(match self.client.next_notification().await? {
                Notification::Connected => Notice::Connected,
                Notification::Disconnected { .. } => Notice::Disconnected,
                Notification::ListChanged { pending } => {
                    Notice::QueueChanged { pending: Some(pending) }
                }
                Notification::NextChanged(_) => Notice::NextChanged,
            })
        })
    }
}
