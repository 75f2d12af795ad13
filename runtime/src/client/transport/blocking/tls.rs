use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::Error;
use ureq::unversioned::transport::{ConnectionDetails, TransportAdapter};

use super::run::{self, Progress};
use super::setup::TlsSetup;
use super::wire::Wire;
use crate::client::tls::{NoTls, Terms};

/// Makes TLS connections.
pub(super) struct Tls {
    setup: Arc<TlsSetup>,
    terms: Terms,
}

/// The settings of a connection.
pub(super) struct Prepared {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
}

impl Tls {
    pub(super) fn new(setup: Arc<TlsSetup>, terms: Terms) -> Self {
        Self { setup, terms }
    }

    /// What is needed before there is a connection, so that a wrong setting makes none.
    pub(super) fn prepare(&self, details: &ConnectionDetails) -> Result<Prepared, Error> {
        let name = match self.terms.server_name().map_err(other)? {
            Some(name) => name,
            None => server_name(details)?,
        };
        let base = self.setup.config()?;
        let config = self.terms.config(base, details.uri).map_err(other)?;
        Ok(Prepared { config, name })
    }
}

impl Prepared {
    pub(super) fn handshake(
        self,
        details: &ConnectionDetails,
        mut socket: TransportAdapter,
    ) -> Result<Wire, Error> {
        run::advance(details.uri, Progress::Handshake);
        let mut tls = ClientConnection::new(self.config, self.name).map_err(other)?;
        socket.set_timeout(run::until_connected());
        while tls.is_handshaking() {
            tls.complete_io(&mut socket)?;
        }
        Ok(Wire::Secure(Box::new(StreamOwned::new(tls, socket))))
    }
}

fn server_name(details: &ConnectionDetails) -> Result<ServerName<'static>, Error> {
    let host = details.uri.host().unwrap_or_default().trim_matches(['[', ']']);
    ServerName::try_from(host.to_owned()).map_err(|error| {
        other(NoTls::new(format!("the host {host:?} cannot have a certificate"), error))
    })
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}
