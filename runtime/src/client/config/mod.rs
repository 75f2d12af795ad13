//! The settings of a client, and their sources.

mod addressing;
mod authentication;
mod connecting;
mod endpoint_lookup;
mod environment;
mod http_client;
mod idempotency_token;
mod identity;
mod identity_cache;
mod interceptor;
mod interceptors;
mod limits;
mod retrying;
mod sdk_config;
mod sdk_settings;
mod settings;
mod shared_identity_cache;
mod time;
mod timeouts;

pub use self::environment::EnvironmentError;
pub use self::identity_cache::{IdentityCache, LazyCacheBuilder};
pub use self::interceptor::{Attempt, Interceptor};
pub(super) use self::sdk_settings::SdkSettings;
pub use self::settings::{Config, ConfigBuilder};
pub(super) use self::timeouts::Timeouts;
