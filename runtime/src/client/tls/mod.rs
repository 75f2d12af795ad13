//! TLS, for transports of any kind: who is trusted, the certificate of the client, and the errors.

mod alert;
mod alpn;
mod ca_bundle;
mod certificate_use;
mod client_config;
mod failure;
mod identity;
mod no_tls;
mod server_name;
mod terms;

pub(in crate::client) use self::alpn::AlpnRule;
pub use self::alpn::ClientIdentityAlpn;
pub use self::ca_bundle::{CaBundle, InvalidCaBundle};
pub(crate) use self::certificate_use::CertificateUse;
pub(in crate::client) use self::client_config::client_config;
#[cfg(feature = "async")]
pub(in crate::client) use self::client_config::presenting;
pub(in crate::client) use self::failure::{handshake_failure, no_reply, refusal_hint};
pub use self::identity::{ClientIdentity, InvalidClientIdentity};
pub(in crate::client) use self::no_tls::NoTls;
pub(in crate::client) use self::terms::{Presented, Terms};
