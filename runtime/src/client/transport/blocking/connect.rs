use http::Uri;
use http::uri::Scheme;

use super::connection::Connection;
use super::failure::{connect_failure, of_proxy};
use super::limit::ConnectLimit;
use super::lookup::addresses;
use super::pool::{Pool, Route};
use super::socket::Socket;
use super::tls::Tls;
use super::tunnel::open_tunnel;
use super::wire::Wire;
use crate::client::tls::refusal_hint;
use crate::client::transport::failure::is_closed;
use crate::client::transport::proxy::Server;
use crate::error::{BoxError, TransportError};

impl Pool {
    /// Connects to the target or to its proxy, through a tunnel and with TLS for `https`, within
    /// the connect time-out.
    pub(super) fn connect(
        &self,
        target: &Uri,
        route: &Route<'_>,
    ) -> Result<Connection, TransportError> {
        let limit = ConnectLimit::begin(self.settings.connect_timeout);
        let is_secure = target.scheme() == Some(&Scheme::HTTPS);
        let failure = |error| connect_failure(error, limit);
        // First, so that a wrong setting makes no connection.
        let tls = is_secure.then(|| Tls::prepare(&self.tls, &route.terms, target, limit));
        let tls = tls.transpose().map_err(failure)?;
        let socket = match route.proxy {
            None => tcp(target, limit).map_err(failure)?,
            Some(proxy) => {
                let tunnelled = is_secure.then_some(target);
                let connected = through(proxy, tunnelled, limit);
                connected.map_err(|error| of_proxy(error, proxy, limit))?
            }
        };
        let Some(tls) = tls else { return Ok(Connection::new(Wire::Plain(socket))) };
        let secured = tls.handshake(socket).map_err(|error| {
            let error = failure(error);
            let is_refusal = route.key.presents() && is_closed(&error);
            if is_refusal { refusal_hint(error) } else { error }
        });
        secured.map(Connection::new)
    }
}

fn tcp(host: &Uri, limit: ConnectLimit) -> Result<Socket, BoxError> {
    Ok(Socket::connect(&addresses(host, limit)?, limit)?)
}

fn through(
    proxy: &Server,
    tunnelled: Option<&Uri>,
    limit: ConnectLimit,
) -> Result<Socket, BoxError> {
    let mut socket = tcp(proxy.address(), limit)?;
    if let Some(target) = tunnelled {
        open_tunnel(&mut socket, target, proxy.authorization())?;
    }
    Ok(socket)
}
