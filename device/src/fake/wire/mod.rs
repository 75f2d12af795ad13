//! The JSON of requests and answers, as far as it is the same over HTTP and MQTT.

mod arguments;
mod execution;

pub(super) use self::arguments::Arguments;
#[cfg(feature = "async")]
pub(super) use self::arguments::NoArguments;
#[cfg(feature = "async")]
pub(super) use self::execution::summaries;
pub(super) use self::execution::{Document, ExecutionBody, Lists, StateBody, Summary};
