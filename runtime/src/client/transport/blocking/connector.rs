use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::sync::mpsc;
use std::{fmt, io, thread};

use http::Uri;
use http::uri::Scheme;
use ureq::config::Config;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector as Connect, NextTimeout, TcpConnector,
    Transport, TransportAdapter, time,
};
use ureq::{Error, Timeout};

use super::coarse::Coarse;
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
            let socket = tcp(details, details.uri)?;
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
    let Some(proxy) = details.config.proxy() else { return tcp(details, details.uri) };
    if !details.needs_tls() {
        return tcp(details, proxy.uri());
    }
    let tunnel = ConnectProxyConnector::default().connect(&timed(details), None::<()>)?;
    Ok(Box::new(tunnel.ok_or(Error::ConnectionFailed)?))
}

fn tcp(details: &ConnectionDetails, host: &Uri) -> Result<Box<dyn Transport>, Error> {
    let addresses = resolve(host)?;
    let details = ConnectionDetails { addrs: addresses, ..timed(details) };
    let socket = TcpConnector::default().connect(&details, None::<()>)?;
    Ok(Box::new(Coarse::new(Box::new(socket.ok_or(Error::ConnectionFailed)?))))
}

/// The addresses of a host, within the connect time-out. The system has no limit for that, so it
/// takes a thread, unless the host is an address.
fn resolve(host: &Uri) -> Result<ResolvedSocketAddrs, Error> {
    let name = host.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let default = if host.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
    let port = host.port_u16().unwrap_or(default);
    let found = match name.parse::<IpAddr>() {
        Ok(address) => vec![SocketAddr::from((address, port))],
        Err(_) => within_connect_timeout(move || {
            Ok((name.as_str(), port).to_socket_addrs()?.collect::<Vec<_>>())
        })??,
    };
    let mut addresses = LateResolver.empty();
    for address in found.into_iter().take(MOST_ADDRESSES) {
        addresses.push(address);
    }
    if addresses.is_empty() { Err(Error::HostNotFound) } else { Ok(addresses) }
}

fn within_connect_timeout<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<io::Result<T>, Error> {
    let time::Duration::Exact(limit) = run::until_connected().after else { return Ok(work()) };
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        // Nobody waits for it any more if this fails.
        let _ = sender.send(work());
    };
    thread::Builder::new().name("host-lookup".to_owned()).spawn(work)?;
    receiver.recv_timeout(limit).map_err(|_| Error::Timeout(Timeout::Resolve))
}

/// As many as ureq takes.
const MOST_ADDRESSES: usize = 16;

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

/// Resolves nothing. ureq resolves the host of each request, even if there is a connection;
/// [`Connector`] does so when it makes one.
#[derive(Debug)]
pub(super) struct LateResolver;

impl Resolver for LateResolver {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut addresses = self.empty();
        addresses.push(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)));
        Ok(addresses)
    }
}
