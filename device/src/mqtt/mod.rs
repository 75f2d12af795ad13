//! The jobs API of AWS IoT over MQTT.
//!
//! [`JobsClient`] sends requests and receives answers and notifications over a [`Connection`].

mod client;
mod connection;
mod error;
mod names;
mod types;

pub use self::client::{Counters, JobsClient, JobsClientBuilder, Notification};
pub use self::connection::{
    Connection, ConnectionError, ConnectionErrorKind, ConnectionEvent, ConnectionFuture,
};
pub use self::error::{InvalidSetting, Rejection, RejectionCode, RequestError};
pub use self::types::{
    Describe, ExecutionReply, JobDocument, JobExecution, PendingReply, StartNext, UpdateExecution,
    UpdateReply,
};
