use super::SharedTransport;
#[cfg(feature = "async")]
use super::hyper::HyperTransport;
use crate::client::config::{Config, Timeouts};
use crate::client::driver::Driver;
use crate::client::service::Service;

/// The transport of a client for which none is set.
pub(in crate::client) fn default_transport(
    driver: Driver,
    _service: &Service,
    config: &Config,
    timeouts: Timeouts,
) -> SharedTransport {
    match driver {
        #[cfg(feature = "async")]
        Driver::Tokio => {
            let transport = HyperTransport::builder()
                .connect_timeout(timeouts.connect)
                .ca_bundle(config.ca_bundle.clone())
                .proxy(config.proxy.clone().unwrap_or_default());
            SharedTransport::new(transport.build())
        }
    }
}
