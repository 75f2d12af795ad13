//! Requests and answers of the MQTT jobs API, where they differ from those over HTTPS.

mod document;
mod execution;
mod replies;
mod requests;

pub use self::document::JobDocument;
pub use self::execution::JobExecution;
pub use self::replies::{ExecutionReply, PendingReply, UpdateReply};
pub(super) use self::replies::{JobsChanged, NextExecutionChanged};
pub use self::requests::{Describe, StartNext, UpdateExecution};
