use std::fmt;

use http::Uri;
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector as Connect, NextTimeout, TcpConnector,
    Transport,
};

use super::connection::Connection;
use super::run::{self, Progress};
use super::tls::TlsConnector;

/// Connects through a proxy if there is one, with TLS for `https`, within the connect time-out.
pub(super) struct Connector(Box<dyn Connect<Out = Box<dyn Transport>>>);

impl Connector {
    pub(super) fn new(tls: TlsConnector) -> Self {
        let route = ().chain(ConnectProxyConnector::default()).chain(TcpConnector::default());
        Self(Box::new(route.chain(tls)))
    }
}

impl Connect for Connector {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        _: Option<()>,
    ) -> Result<Option<Box<dyn Transport>>, Error> {
        let details = ConnectionDetails {
            uri: details.uri,
            addrs: details.addrs.clone(),
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            timeout: run::until_connected(),
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
        };
        let transport = self.0.connect(&details, None)?;
        if !run::is_target(details.uri) {
            return Ok(transport);
        }
        Ok(transport.map(|transport| {
            let connection = Connection::new(transport);
            run::advance(details.uri, Progress::Connected(connection.state().clone()));
            Box::new(connection) as Box<dyn Transport>
        }))
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
