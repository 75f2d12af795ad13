//! The jobs API of AWS IoT over MQTT.
//!
//! [`JobsClient`] sends requests and receives answers and notifications over a [`Connection`]. The
//! feature `mqtt` brings one, `RumqttConnection`. An application that has a connection already
//! lends it with [`lent`].

mod client;
mod connection;
mod error;
mod lent;
#[cfg(feature = "mqtt")]
mod rumqtt;
mod types;

pub use self::client::{Counters, JobsClient, JobsClientBuilder, Notification};
pub use self::connection::{
    Connection, ConnectionError, ConnectionErrorKind, ConnectionEvent, ConnectionFuture,
};
pub use self::error::{InvalidSetting, Rejection, RejectionCode, RequestError};
pub use self::lent::{Incoming, LentConnection, Publisher, lent};
#[cfg(feature = "mqtt")]
pub use self::rumqtt::{RumqttConnection, RumqttConnectionBuilder};
pub use self::types::{
    Describe, ExecutionReply, JobDocument, JobExecution, PendingReply, StartNext, UpdateExecution,
    UpdateReply,
};
