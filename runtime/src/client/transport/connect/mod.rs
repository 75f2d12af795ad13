//! Connections: proxies, TLS, time-outs and errors.

mod answered;
mod failure;
mod identity_watch;
mod proxy;
mod route;
mod secure;
mod terms;
mod timeout;
mod tls_setup;

pub(super) use self::answered::Answered;
pub(super) use self::failure::{CLOSED, identified_error, transport_error};
pub(super) use self::identity_watch::IdentityWatch;
pub(super) use self::proxy::Proxies;
pub(in crate::client) use self::proxy::is_loopback;
pub use self::proxy::{InvalidProxy, ProxyConfig};
pub(super) use self::route::Route;
pub(super) use self::secure::Secure;
pub(super) use self::terms::{Presented, Terms};
pub(in crate::client) use self::timeout::CONNECT_TIMEOUT;
pub(super) use self::timeout::ConnectTimeout;
pub(super) use self::tls_setup::TlsSetup;
