//! The body of a response, read completely or streamed.

mod body;
mod download;
mod throughput;

pub(super) use self::body::{read_whole, whole_body, whole_request};
pub(super) use self::download::guarded;
pub use self::throughput::MinimumThroughput;
