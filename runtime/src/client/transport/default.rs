#[cfg(feature = "blocking")]
use super::blocking::BlockingTransport;
#[cfg(feature = "async")]
use super::hyper::HyperTransport;
use super::{SharedTransport, TransportBuilder};
use crate::client::config::{Config, Timeouts};
use crate::client::driver::Driver;
use crate::client::service::Service;

/// The transport of a client for which none is set.
pub(in crate::client) fn default_transport(
    driver: Driver,
    service: &Service,
    config: &Config,
    timeouts: Timeouts,
) -> SharedTransport {
    match driver {
        #[cfg(feature = "async")]
        Driver::Tokio => {
            let builder = HyperTransport::builder();
            SharedTransport::new(configured(builder, service, config, timeouts).build())
        }
        #[cfg(feature = "blocking")]
        Driver::Blocking => {
            let builder = BlockingTransport::builder();
            SharedTransport::new(configured(builder, service, config, timeouts).build())
        }
    }
}

fn configured<T>(
    builder: TransportBuilder<T>,
    service: &Service,
    config: &Config,
    timeouts: Timeouts,
) -> TransportBuilder<T> {
    let builder = builder
        .connect_timeout(timeouts.connect)
        .ca_bundle(config.ca_bundle.clone())
        .proxy(config.proxy.clone().unwrap_or_default())
        .client_identity(config.client_identity.clone())
        .client_identity_alpn(config.client_identity_alpn.unwrap_or_default())
        .alpn_protocol(service.certificate_auth.and_then(|facts| facts.alpn));
    match &config.tls_server_name {
        Some(name) => builder.tls_server_name(name),
        None => builder,
    }
}
