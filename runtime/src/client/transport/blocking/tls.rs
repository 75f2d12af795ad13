use std::sync::Arc;

use http::Uri;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::limit::ConnectLimit;
use super::setup::TlsSetup;
use super::socket::Socket;
use super::wire::Wire;
use crate::client::tls::{NoTls, Terms};
use crate::error::BoxError;

/// The settings of a TLS connection.
pub(super) struct Tls {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
}

impl Tls {
    pub(super) fn prepare(
        setup: &TlsSetup,
        terms: &Terms,
        target: &Uri,
        limit: ConnectLimit,
    ) -> Result<Self, BoxError> {
        let name = match terms.server_name()? {
            Some(name) => name,
            None => server_name(target)?,
        };
        Ok(Self { config: terms.config(setup.config(limit)?, target)?, name })
    }

    pub(super) fn handshake(self, mut socket: Socket) -> Result<Wire, BoxError> {
        let mut tls = ClientConnection::new(self.config, self.name)?;
        while tls.is_handshaking() {
            tls.complete_io(&mut socket)?;
        }
        Ok(Wire::Secure(Box::new(StreamOwned::new(tls, socket))))
    }
}

fn server_name(target: &Uri) -> Result<ServerName<'static>, NoTls> {
    let host = target.host().unwrap_or_default().trim_matches(['[', ']']);
    ServerName::try_from(host.to_owned())
        .map_err(|error| NoTls::new(format!("the host {host:?} cannot have a certificate"), error))
}
