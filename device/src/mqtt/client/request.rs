use std::pin::pin;

use futures_util::future::{Either, select};
use serde::Serialize;
use serde::de::DeserializeOwned;
use smithy_client_runtime::wire::read_json;
use tokio::time::timeout;

use super::JobsClient;
use super::readiness::ready;
use super::topics::Operation;
use super::waiting::Answered;
use crate::mqtt::{ConnectionError, RequestError};

impl JobsClient {
    /// Sends a request and reads its answer.
    pub(super) async fn request<I: Serialize, O: DeserializeOwned>(
        &self,
        operation: Operation,
        members: &I,
    ) -> Result<O, RequestError> {
        let mut is_sent = false;
        let answer = timeout(self.timeout, self.exchange(operation, members, &mut is_sent)).await;
        let answered = match answer {
            Ok(answered) => answered?,
            Err(_) => return Err(timed_out(is_sent)),
        };
        match answered {
            Answered::Accepted(payload) => read(&payload),
            Answered::Rejected(payload) => Err(RequestError::Rejected(Box::new(read(&payload)?))),
            Answered::Interrupted(reason) => Err(RequestError::unanswered(reason)),
        }
    }

    async fn exchange<I: Serialize>(
        &self,
        operation: Operation,
        members: &I,
        is_sent: &mut bool,
    ) -> Result<Answered, RequestError> {
        ready(&self.shared.readiness).await.map_err(RequestError::NotSent)?;
        let topic = self.shared.topics.of(&operation);
        let mut registration = self.shared.waiting.register(operation);
        let request = Request { client_token: &registration.token, members };
        let payload = serde_json::to_vec(&request).map_err(|error| {
            RequestError::Invalid(format!("the request cannot be written: {error}"))
        })?;
        if payload.len() > LONGEST {
            let length = payload.len();
            let words = format!("the request has {length} bytes: AWS IoT takes at most {LONGEST}");
            return Err(RequestError::Invalid(words));
        }
        *is_sent = true;
        let publish = pin!(self.connection.publish(topic, payload));
        match select(&mut registration.answer, publish).await {
            Either::Left((answered, _)) => answered.map_err(|_| ended()),
            Either::Right((Ok(()), answer)) => answer.await.map_err(|_| ended()),
            Either::Right((Err(error), _)) => Err(unpublished(error)),
        }
    }
}

#[derive(Serialize)]
struct Request<'a, T> {
    #[serde(rename = "clientToken")]
    client_token: &'a str,
    #[serde(flatten)]
    members: &'a T,
}

/// Reads an answer. The error does not quote it: a document may hold secrets.
fn read<T: DeserializeOwned>(payload: &[u8]) -> Result<T, RequestError> {
    read_json(payload).map_err(|_| {
        let length = payload.len();
        RequestError::Unreadable(format!("its {length} bytes do not match the jobs API"))
    })
}

fn timed_out(is_sent: bool) -> RequestError {
    match is_sent {
        true => RequestError::unanswered("the time-out has passed"),
        false => RequestError::NotSent(ConnectionError::unsent(
            "the client could not connect and subscribe before the time-out",
        )),
    }
}

fn unpublished(error: ConnectionError) -> RequestError {
    match error.is_unsent() {
        true => RequestError::NotSent(error),
        false => RequestError::Unanswered {
            reason: "the MQTT connection could not publish".to_owned(),
            source: Some(error),
        },
    }
}

fn ended() -> RequestError {
    RequestError::unanswered("the MQTT connection has ended")
}

/// Of one message, by the quotas of AWS IoT.
const LONGEST: usize = 128 * 1024;
