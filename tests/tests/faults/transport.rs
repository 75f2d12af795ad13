//! Transports that trust an authority of a test, and settings for its proxy.

use std::net::SocketAddr;
use std::time::Duration;

use iot_jobs_data::config::{CaBundle, ClientIdentity, ConfigBuilder, ProxyConfig};
use tests::server::{Authority, Holder};

use crate::driver::{PooledTransport, PooledTransportBuilder};

/// Trusts only this authority.
pub(crate) fn trusting(authority: &Authority) -> PooledTransport {
    builder(authority).build()
}

/// Trusts only this authority, and presents a certificate.
pub(crate) fn presenting(authority: &Authority, holder: &Holder) -> PooledTransportBuilder {
    let identity = ClientIdentity::from_pem(&holder.certificate, &holder.key);
    builder(authority).client_identity(identity.expect("an identity"))
}

/// Trusts only this authority.
pub(crate) fn builder(authority: &Authority) -> PooledTransportBuilder {
    PooledTransport::builder().ca_bundle(bundle(authority))
}

/// Trusts no local server, and limits the time for a connection.
pub(crate) fn connecting_within(limit: Duration) -> PooledTransport {
    let bundle = bundle(&Authority::named("Nobody's"));
    PooledTransport::builder().ca_bundle(bundle).connect_timeout(limit).build()
}

/// Trusts this authority, and sends everything through this proxy, with a user and a password.
pub(crate) fn through(
    proxy: SocketAddr,
    authority: &Authority,
    config: ConfigBuilder,
) -> ConfigBuilder {
    let url = format!("http://user:p%40ss@{proxy}");
    config.ca_bundle(bundle(authority)).proxy(ProxyConfig::all(&url).expect("a proxy"))
}

fn bundle(authority: &Authority) -> CaBundle {
    CaBundle::from_pem(authority.pem().as_bytes()).expect("a bundle")
}
