//! Settings in the types of the official SDKs: what is set is what happens.

mod canned;
mod clock;
mod http_client;
mod identity;
mod retries;
mod setters;
mod shared;
