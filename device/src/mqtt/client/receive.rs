use iot_jobs_data::types::JobExecutionSummary;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use smithy_client_runtime::wire::read_json;
use tracing::{debug, warn};

use super::Notification;
use super::shared::Shared;
use super::topics::{Operation, Topic};
use super::waiting::Answered;
use crate::jobs::{Execution, ExecutionId};
use crate::mqtt::types::{JobsChanged, NextExecutionChanged};

impl Shared {
    /// Takes a message. Whatever is in it, this does not fail.
    pub(super) fn receive(&self, topic: &str, payload: Vec<u8>) {
        match self.topics.read(topic) {
            Topic::Other => self.counts.other.add(),
            Topic::OfAnotherThing => {
                self.counts.for_other_things.add();
                warn!(topic = shown(topic), "a message of the jobs API for another thing");
            }
            _ if payload.len() > LONGEST => {
                self.counts.too_long.add();
                let length = payload.len();
                warn!(topic = shown(topic), length, "a message that is too long was dropped");
            }
            Topic::Answer { operation, is_accepted } => {
                self.take_answer(topic, &operation, is_accepted, payload);
            }
            Topic::ListChanged => {
                if let Some(JobsChanged { jobs }) = self.read(topic, &payload) {
                    let pending = jobs.into_values().flatten().map(id_of).collect();
                    self.notify(Notification::ListChanged { pending });
                }
            }
            Topic::NextChanged => {
                if let Some(NextExecutionChanged { execution }) = self.read(topic, &payload) {
                    self.notify(Notification::NextChanged(execution.map(Execution::from)));
                }
            }
        }
    }

    fn take_answer(&self, topic: &str, operation: &Operation, is_accepted: bool, payload: Vec<u8>) {
        let Some(Envelope { client_token }) = self.read(topic, &payload) else { return };
        let answer = match is_accepted {
            true => Answered::Accepted(payload),
            false => Answered::Rejected(payload),
        };
        let token = client_token.as_deref().unwrap_or_default();
        if self.waiting.answer(token, operation, answer) {
            self.counts.answers.add();
        } else {
            self.counts.unclaimed.add();
            debug!(topic = shown(topic), "an answer that nobody waits for was dropped");
        }
    }

    fn notify(&self, notification: Notification) {
        self.counts.notifications.add();
        self.inbox.put(notification);
    }

    /// Reads a payload. The warning does not quote it: a document may hold secrets.
    fn read<T: DeserializeOwned>(&self, topic: &str, payload: &[u8]) -> Option<T> {
        let read = read_json(payload).ok();
        if read.is_none() {
            self.counts.unreadable.add();
            let length = payload.len();
            warn!(topic = shown(topic), length, "a message that cannot be read was dropped");
        }
        read
    }
}

/// What is needed to find the request of an answer.
#[derive(Deserialize)]
struct Envelope {
    #[serde(default, rename = "clientToken")]
    client_token: Option<String>,
}

pub(super) fn id_of(summary: JobExecutionSummary) -> ExecutionId {
    let number = summary.execution_number.unwrap_or_default();
    ExecutionId::new(summary.job_id.unwrap_or_default(), number, summary.queued_at)
}

/// A topic from outside, of a length that suits a log.
fn shown(topic: &str) -> String {
    topic.chars().take(200).flat_map(char::escape_debug).collect()
}

/// Four times what AWS IoT lets through.
const LONGEST: usize = 512 * 1024;
