//! Connections: proxies, TLS, time-outs and errors.

mod answered;
mod identity_watch;
mod other_protocol;
mod route;
mod secure;
mod timeout;
mod tls_setup;

pub(super) use self::answered::Answered;
pub(super) use self::identity_watch::IdentityWatch;
pub use self::other_protocol::{IdentityTls, TlsProblem};
pub(super) use self::route::{ProxyFailure, Route};
pub(super) use self::secure::Secure;
pub(super) use self::timeout::ConnectTimeout;
pub(super) use self::tls_setup::TlsSetup;
