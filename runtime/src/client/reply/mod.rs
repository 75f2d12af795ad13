//! The body of a response, read completely or streamed.

mod body;
#[cfg(feature = "async")]
mod download;
#[cfg(feature = "blocking")]
mod download_blocking;
mod throughput;

use aws_smithy_types::body::SdkBody;

pub(super) use self::body::{read_whole, whole_body, whole_request};
pub use self::throughput::MinimumThroughput;
use super::driver::Driver;

/// A body that must keep the minimum throughput while its reader waits. Time that the reader spends
/// elsewhere does not count, neither between two pieces nor during a wait.
pub(super) fn guarded(driver: Driver, body: SdkBody, throughput: MinimumThroughput) -> SdkBody {
    match (driver, throughput.grace) {
        (_, None) => body,
        #[cfg(feature = "async")]
        (Driver::Tokio, Some(span)) => download::guarded(body, throughput, span),
        #[cfg(feature = "blocking")]
        (Driver::Blocking, Some(span)) => download_blocking::guarded(body, throughput, span),
    }
}
