//! Connections: proxies, TLS, time-outs and errors.

mod alert;
mod ca_bundle;
mod failure;
mod no_tls;
mod route;
mod secure;
mod timeout;
mod tls;
mod tls_setup;

pub use self::ca_bundle::{CaBundle, InvalidCaBundle};
pub(super) use self::failure::transport_error;
pub(super) use self::route::Route;
pub(super) use self::secure::Secure;
pub(super) use self::timeout::ConnectTimeout;
