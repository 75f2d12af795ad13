//! Job executions, and calls about them, the same over HTTPS and MQTT.

mod call;
mod details;
mod error;
mod execution;
mod version_mismatch;

pub use self::call::{Answer, JobsCall, Pending, Update};
pub use self::details::StatusDetails;
pub(crate) use self::details::accepted_name;
pub use self::error::{CallError, CallErrorKind};
pub use self::execution::{Execution, ExecutionId};
pub use self::version_mismatch::VersionMismatch;
