//! The settings of a client, and where they come from.

mod endpoint_lookup;
mod environment;
mod idempotency_token;
mod identity;
mod identity_cache;
mod interceptor;
mod interceptors;
mod sdk_config;
mod settings;
mod timeouts;

pub use self::environment::EnvironmentError;
pub use self::identity_cache::{IdentityCache, LazyCacheBuilder};
pub use self::interceptor::{Attempt, Interceptor};
pub use self::settings::{Config, ConfigBuilder};
pub(super) use self::timeouts::Timeouts;
