//! The body of a request: checksum, compression, streams.

mod checksum;
mod compression;
mod upload;

pub use self::checksum::Checksum;
pub use self::compression::Compression;
pub(crate) use self::upload::in_memory;
pub(super) use self::upload::{Progress, Upload};
