//! Settings in the types of the official SDKs take effect.

mod canned;
mod clock;
mod http_client;
mod identity;
mod retries;
mod setters;
mod shared;
