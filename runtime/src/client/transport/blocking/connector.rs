use std::fmt;

use http::Uri;
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector as Connect, NextTimeout, TcpConnector,
    Transport, TransportAdapter,
};

use super::connection::Connection;
use super::hop::Hop;
use super::run::{self, Progress};
use super::tls::Tls;
use super::wire::Wire;

/// Connects to the target or to its proxy, through a tunnel and with TLS for `https`, within the
/// connect time-out.
pub(super) struct Connector(Tls);

impl Connector {
    pub(super) fn new(tls: Tls) -> Self {
        Self(tls)
    }
}

impl Connect for Connector {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        _: Option<()>,
    ) -> Result<Option<Box<dyn Transport>>, Error> {
        if !run::is_target(details.uri) {
            // The proxy of a tunnel.
            let socket = tcp(details, details.addrs.clone())?;
            return Ok(Some(Box::new(Hop::new(socket))));
        }
        let prepared = match details.needs_tls() {
            true => Some(self.0.prepare(details)?),
            false => None,
        };
        let socket = TransportAdapter::new(route(details)?, details.current_time.clone());
        let wire = match prepared {
            Some(prepared) => prepared.handshake(details, socket)?,
            None => Wire::Plain(socket),
        };
        let connection = Connection::new(wire);
        run::advance(details.uri, Progress::Connected(connection.state().clone()));
        Ok(Some(Box::new(connection)))
    }
}

/// A connection over which the target can be reached.
fn route(details: &ConnectionDetails) -> Result<Box<dyn Transport>, Error> {
    let Some(proxy) = details.config.proxy() else { return tcp(details, details.addrs.clone()) };
    if !details.needs_tls() {
        let timeout = run::until_connected();
        return tcp(details, details.resolver.resolve(proxy.uri(), details.config, timeout)?);
    }
    let tunnel = ConnectProxyConnector::default().connect(&timed(details), None::<()>)?;
    Ok(Box::new(tunnel.ok_or(Error::ConnectionFailed)?))
}

fn tcp(
    details: &ConnectionDetails,
    addresses: ResolvedSocketAddrs,
) -> Result<Box<dyn Transport>, Error> {
    let details = ConnectionDetails { addrs: addresses, ..timed(details) };
    let socket = TcpConnector::default().connect(&details, None::<()>)?;
    Ok(Box::new(socket.ok_or(Error::ConnectionFailed)?))
}

/// With the time that is left.
fn timed<'a>(details: &ConnectionDetails<'a>) -> ConnectionDetails<'a> {
    ConnectionDetails {
        uri: details.uri,
        addrs: details.addrs.clone(),
        config: details.config,
        request_level: details.request_level,
        resolver: details.resolver,
        now: (details.current_time)(),
        timeout: run::until_connected(),
        current_time: details.current_time.clone(),
        run_connector: details.run_connector.clone(),
        register_shutdown: details.register_shutdown.clone(),
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}

/// Resolves host names within the connect time-out.
#[derive(Debug, Default)]
pub(super) struct TimedResolver(DefaultResolver);

impl Resolver for TimedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, run::until_connected())
    }
}
