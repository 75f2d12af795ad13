//! Where a runner gets jobs from, and reports to.

#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "blocking")]
pub(super) mod blocking;
mod error;
mod https;
#[cfg(feature = "async")]
mod mqtt;

#[cfg(feature = "async")]
pub use self::asynchronous::{HttpsSource, Source, SourceFuture};
#[cfg(feature = "async")]
pub use self::mqtt::MqttSource;
