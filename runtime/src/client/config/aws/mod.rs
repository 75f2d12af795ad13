//! Settings in types of the AWS SDKs for Rust.

mod authentication;
mod classifiers;
mod endpoint_lookup;
mod environment;
mod http_client;
mod identity;
mod identity_cache;
mod names;
mod region;
mod sdk_config;
mod settings;
mod shared_identity_cache;
mod time;

use self::endpoint_lookup::EndpointLookup;
pub use self::environment::EnvironmentError;
pub use self::identity_cache::{IdentityCache, LazyCacheBuilder};
pub(in crate::client) use self::settings::AwsSettings;
use super::{Config, ConfigBuilder};
