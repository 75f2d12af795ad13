use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use aws_smithy_types::body::SdkBody;
use http::uri::{Scheme, Uri};
use http::{HeaderValue, Request};
use ureq::config::AutoHeaderValue;
use ureq::{Agent, Proxy, ProxyProtocol};

use super::connector::{Connector, LateResolver};
use super::setup::TlsSetup;
use super::tls::Tls;
use crate::client::driver::earliest_deadline;
use crate::client::tls::{CertificateUse, ClientIdentity, Presented, Terms};
use crate::client::transport::builder::Settings;
use crate::client::transport::failure::no_connection;
use crate::client::transport::proxy::{Proxies, Server};
use crate::error::TransportError;

/// The agents of a transport. Each has a pool, so that connections of different kinds are never
/// mixed: through a proxy or not, with the client certificate or without.
pub(super) struct Agents {
    settings: Settings,
    tls: Arc<TlsSetup>,
    proxies: OnceLock<Proxies>,
    agents: Mutex<Vec<(Key, Agent)>>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Key {
    proxy: Option<Uri>,
    /// The generation of the certificate that its connections present.
    certificate: Option<u64>,
}

/// The agent for a request.
pub(super) struct Choice {
    pub(super) agent: Agent,
    pub(super) proxy: Option<Uri>,
    /// For the proxy, if the request goes to it as it is.
    pub(super) relay: Option<Relay>,
    pub(super) presents: bool,
}

/// A request that a proxy gets as it is, not through a tunnel.
pub(super) struct Relay {
    /// The value of `Proxy-Authorization`.
    pub(super) authorization: Option<HeaderValue>,
}

/// Far more than AWS or a proxy sends.
pub(super) const MAX_HEAD: usize = 64 << 10;

/// What is read from a socket or written to it at once. Heads have buffers of their own.
const SOCKET_BUFFER: usize = 8 << 10;

/// Far more than a look at two files takes.
const LOOK: Duration = Duration::from_secs(1);

/// More threads than a device has. ureq closes idle connections only when it makes or returns one.
const MAX_IDLE: usize = 100;

/// Shorter than the limits of load balancers, NATs and servers. Connections therefore need no TCP
/// keep-alive.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

impl Agents {
    pub(super) fn new(settings: Settings) -> Self {
        let tls = Arc::new(TlsSetup::new(settings.ca_bundle.clone()));
        Self { settings, tls, proxies: OnceLock::new(), agents: Mutex::default() }
    }

    /// # Errors
    /// The proxy cannot be used.
    pub(super) fn choose(&self, request: &Request<SdkBody>) -> Result<Choice, TransportError> {
        let proxies = self.proxies.get_or_init(|| self.settings.proxy.resolve());
        let proxy = proxies.find(request.uri()).map_err(|error| no_connection(error.into()))?;
        let identity = self.settings.client_identity.as_ref().filter(|_| presents(request));
        if let Some(look) = identity.and_then(ClientIdentity::due_look) {
            let left = earliest_deadline().map(|end| end.saturating_duration_since(Instant::now()));
            look.take_within(left.unwrap_or(LOOK).min(LOOK));
        }
        let mut agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        let presented = identity.map(ClientIdentity::current);
        let certificate = presented.as_ref().map(|(generation, _)| *generation);
        let key = Key { proxy: proxy.map(|proxy| proxy.address().clone()), certificate };
        let choice = |agent: &Agent| Choice {
            agent: agent.clone(),
            proxy: key.proxy.clone(),
            relay: proxy
                .filter(|_| request.uri().scheme() == Some(&Scheme::HTTP))
                .map(|proxy| Relay { authorization: proxy.authorization() }),
            presents: certificate.is_some(),
        };
        if let Some((_, agent)) = agents.iter().find(|(known, _)| *known == key) {
            return Ok(choice(agent));
        }
        // The pool of an earlier certificate closes its idle connections.
        agents.retain(|(known, _)| known.certificate.is_none() || known.certificate == certificate);
        let alpn = self.settings.alpn_rule();
        let terms = Terms {
            server_name: self.settings.tls_server_name.clone(),
            presented: presented.map(|(_, identity)| Presented::new(identity, alpn)),
        };
        let agent = self.agent(proxy, terms)?;
        let choice = choice(&agent);
        agents.push((key, agent));
        Ok(choice)
    }

    fn agent(&self, proxy: Option<&Server>, terms: Terms) -> Result<Agent, TransportError> {
        let proxy = proxy.map(proxy_of).transpose();
        let proxy = proxy.map_err(|error| no_connection(error.into()))?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .max_response_header_size(MAX_HEAD)
            .input_buffer_size(SOCKET_BUFFER)
            .output_buffer_size(SOCKET_BUFFER)
            .max_idle_age(IDLE_TIMEOUT)
            .max_idle_connections(MAX_IDLE)
            .max_idle_connections_per_host(MAX_IDLE)
            .timeout_await_100(Some(Duration::ZERO))
            .proxy(proxy)
            .build();
        let tls = Tls::new(Arc::clone(&self.tls), terms);
        Ok(Agent::with_parts(config, Connector::new(tls), LateResolver))
    }
}

fn proxy_of(server: &Server) -> Result<Proxy, ureq::Error> {
    let address = server.address();
    let mut proxy = Proxy::builder(ProxyProtocol::Http)
        .host(address.host().unwrap_or_default())
        .port(address.port_u16().unwrap_or(80));
    if let Some((user, password)) = server.login() {
        proxy = proxy.username(user).password(password);
    }
    proxy.build()
}

/// Whether a request is sent over a connection with the client certificate.
fn presents(request: &Request<SdkBody>) -> bool {
    request.uri().scheme() == Some(&Scheme::HTTPS)
        && CertificateUse::of(request) == CertificateUse::Present
}
