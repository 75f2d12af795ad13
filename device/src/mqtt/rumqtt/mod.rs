//! A connection over rumqttc.

mod backoff;
mod builder;
mod dialer;
mod drive;
mod link;
mod problem;
mod session;
mod subscribe;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use rumqttc::PublishOptions;
use tokio::sync::{Mutex, mpsc};
use tokio::task::AbortHandle;

pub use self::builder::RumqttConnectionBuilder;
use self::link::Link;
use self::subscribe::subscribe;
use super::{Connection, ConnectionError, ConnectionEvent, ConnectionFuture};

/// An MQTT connection to AWS IoT Core with a client certificate, over the library rumqttc.
///
/// The connection needs Tokio: a task connects, and connects again after an interruption, until this
/// is dropped. After each connect it subscribes anew before it reports
/// [`ConnectionEvent::Connected`]. The pause before each try grows from a second to a minute, with
/// jitter.
///
/// * While there is no connection, nothing is kept for later: a message is refused as not sent.
///   What was not acknowledged when the connection was lost is not sent again, so no request is
///   carried out hours after its caller has given up.
/// * The certificate is that of the [`ClientIdentity`] at the time of the connect: files that have
///   changed are read again.
/// * Two connections with one client id throw each other off. An application that has a connection
///   already lends it instead of making another one: see [`lent`](super::lent).
///
/// # Example
/// ```no_run
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use iot_jobs_device::config::ClientIdentity;
/// use iot_jobs_device::mqtt::{JobsClient, RumqttConnection};
///
/// let identity = ClientIdentity::from_pem_files("/etc/pump/cert.pem", "/etc/pump/key.pem")?;
/// // What `DescribeEndpoint` answers for the type `iot:Data-ATS`.
/// let host = "c1a2b3-ats.iot.eu-central-1.amazonaws.com";
/// let connection = RumqttConnection::builder(host, "pump-17", identity).build()?;
/// let client = JobsClient::builder("pump-17", connection).build()?;
/// # Ok(())
/// # }
/// ```
///
/// [`ClientIdentity`]: crate::config::ClientIdentity
pub struct RumqttConnection {
    link: Arc<Link>,
    events: Mutex<mpsc::Receiver<ConnectionEvent>>,
    task: AbortHandle,
}

impl Connection for RumqttConnection {
    fn publish(
        &self,
        topic: String,
        payload: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        Box::pin(async move {
            let length = payload.len();
            if length > LONGEST {
                let words = format!("the message has {length} bytes, of at most {LONGEST}");
                return Err(ConnectionError::unsent(words));
            }
            let (client, _) = self.link.current()?;
            client.try_publish(topic, payload, PublishOptions::at_least_once()).map_err(|error| {
                ConnectionError::unsent(format!("the message cannot be sent: {error}"))
            })
        })
    }

    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        Box::pin(async move {
            let (client, generation) = self.link.first().await?;
            subscribe(&client, &filters)?.await?;
            match self.link.remember(generation, filters) {
                true => Ok(()),
                false => Err(ConnectionError::unsent("the connection was interrupted")),
            }
        })
    }

    fn next_event(&self) -> ConnectionFuture<'_, Option<ConnectionEvent>> {
        Box::pin(async move { self.events.lock().await.recv().await })
    }
}

impl Drop for RumqttConnection {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for RumqttConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RumqttConnection").finish_non_exhaustive()
    }
}

/// What AWS IoT takes in one message.
const LONGEST: usize = 128 * 1024;
