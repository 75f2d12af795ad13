//! Connections: proxies, TLS, time-outs and errors.

mod alert;
mod ca_bundle;
mod failure;
mod no_tls;
mod proxy;
mod route;
mod secure;
mod timeout;
mod tls;
mod tls_setup;

pub use self::ca_bundle::{CaBundle, InvalidCaBundle};
pub(super) use self::failure::{CLOSED, transport_error};
pub(super) use self::proxy::Proxies;
pub(in crate::client) use self::proxy::is_loopback;
pub use self::proxy::{InvalidProxy, ProxyConfig};
pub(super) use self::route::Route;
pub(super) use self::secure::Secure;
pub(in crate::client) use self::timeout::CONNECT_TIMEOUT;
pub(super) use self::timeout::ConnectTimeout;
