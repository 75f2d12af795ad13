//! The settings of a client, and their sources.

mod addressing;
mod authentication;
#[cfg(feature = "aws")]
mod aws;
mod connecting;
mod contradictions;
mod idempotency_token;
mod interceptor;
mod interceptors;
mod limits;
mod retrying;
mod settings;
mod timeouts;

#[cfg(feature = "aws")]
pub(super) use self::aws::AwsSettings;
#[cfg(feature = "aws")]
pub use self::aws::{EnvironmentError, IdentityCache, LazyCacheBuilder};
pub use self::interceptor::{Attempt, Interceptor};
pub use self::settings::{Config, ConfigBuilder};
pub(super) use self::timeouts::Timeouts;
