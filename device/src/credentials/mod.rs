//! Temporary AWS credentials from the X.509 certificate of a device.
//!
//! [`IotCredentialsProvider`] asks the credentials provider of AWS IoT Core for them and keeps them.
//!
//! # When credentials are used and fetched
//!
//! * Nothing is fetched before the first call. Callers that need credentials at the same time share
//!   one request. Asynchronous and blocking callers never wait for each other; each side has at
//!   most one request in flight.
//! * The usable life of credentials is their `expiration` minus the `Date` of the same reply: the
//!   difference of two readings of the service's clock. The clock of the device does not matter,
//!   unless the reply has no readable `Date`. It is at most 12 hours, the longest that the service
//!   issues.
//! * Elapsed time is the larger of two: by the monotonic clock since the request began, and by the
//!   wall clock since the reply. The monotonic clock may stop while the device sleeps; the wall
//!   clock may be set.
//! * A refresh begins 1 to 1.5 times `min(5 minutes, life / 10)` before the end, at random, so that
//!   devices that started together spread. One caller waits for it, for at most 5 seconds; the
//!   others use the present credentials.
//! * If a refresh fails, the present credentials stay in use. The next attempt is 10 seconds later;
//!   this pause doubles with each failure up to 60 seconds.
//! * Credentials are *doubtful* if only the wall clock says that they have expired: it was set
//!   forward, or the device was suspended. Then callers wait for a fetch. If it fails, the doubtful
//!   credentials are used, because they may be valid, and are said to expire within a minute, so
//!   that other caches ask again.
//! * If the monotonic clock says that credentials have expired, they are never used again.
//! * Without usable credentials, a refusal with the status 400, 403 or 404 is repeated to all
//!   callers for 1 to 2 minutes, because nothing but a change of settings helps. Throttling and
//!   failures of the service or the network are not remembered: the next call asks again.

mod builder;
mod cache;
mod certificate;
mod drive;
mod endpoint;
mod error;
mod fetch;
mod provider;

pub use builder::IotCredentialsProviderBuilder;
pub use error::{IotCredentialsError, IotCredentialsErrorKind};
pub use provider::IotCredentialsProvider;
pub use smithy_client_runtime::config::RefuseCredentials;
