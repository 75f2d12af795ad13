use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};

use super::run::{self, Progress};
use super::setup::TlsSetup;
use crate::client::tls::{NoTls, Terms};

/// Adds TLS to connections for `https`.
pub(super) struct TlsConnector {
    setup: Arc<TlsSetup>,
    terms: Terms,
}

impl TlsConnector {
    pub(super) fn new(setup: Arc<TlsSetup>, terms: Terms) -> Self {
        Self { setup, terms }
    }

    fn handshake(
        &self,
        details: &ConnectionDetails,
        transport: Box<dyn Transport>,
    ) -> Result<TlsStream, Error> {
        let base = self.setup.config()?;
        let config = self.terms.config(base, details.uri).map_err(other)?;
        let name = match self.terms.server_name().map_err(other)? {
            Some(name) => name,
            None => server_name(details)?,
        };
        run::advance(details.uri, Progress::Handshake);
        let mut tls = ClientConnection::new(config, name).map_err(other)?;
        let mut socket = TransportAdapter::new(transport, details.current_time.clone());
        // Reading the certificates has taken some of the time.
        socket.set_timeout(run::until_connected());
        while tls.is_handshaking() {
            tls.complete_io(&mut socket)?;
        }
        let config = details.config;
        let buffers = LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
        Ok(TlsStream { stream: StreamOwned::new(tls, socket), buffers })
    }
}

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Box<dyn Transport>>, Error> {
        let Some(transport) = chained else { return Ok(None) };
        let transport: Box<dyn Transport> = Box::new(transport);
        match details.needs_tls() {
            true => Ok(Some(Box::new(self.handshake(details, transport)?))),
            false => Ok(Some(transport)),
        }
    }
}

impl fmt::Debug for TlsConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsConnector")
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

struct TlsStream {
    stream: StreamOwned<ClientConnection, TransportAdapter>,
    buffers: LazyBuffers,
}

impl TlsStream {
    /// With TLS 1.3, a server rejects a client certificate after the handshake, with an alert that
    /// is there to be read when writing fails.
    fn reason(&mut self, error: io::Error) -> Error {
        let is_reset =
            matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset);
        let is_alert =
            |error: &io::Error| error.get_ref().is_some_and(|it| it.is::<rustls::Error>());
        if is_reset
            && let Err(reason) = self.stream.read(&mut [0])
            && is_alert(&reason)
        {
            return reason.into();
        }
        error.into()
    }
}

impl Transport for TlsStream {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = &self.buffers.output()[..amount];
        let written = self.stream.write_all(output).and_then(|()| self.stream.flush());
        written.map_err(|error| self.reason(error))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let amount = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl fmt::Debug for TlsStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsStream")
    }
}
