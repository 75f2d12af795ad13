use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aws_smithy_types::body::SdkBody;
use http::uri::{Authority, Scheme};
use http::{Request, Uri};

use super::connection::Connection;
use super::setup::TlsSetup;
use crate::client::driver::earliest_deadline;
use crate::client::tls::{CertificateUse, ClientIdentity, Presented, Terms};
use crate::client::transport::builder::Settings;
use crate::client::transport::failure::no_connection;
use crate::client::transport::proxy::{Proxies, Server};
use crate::error::TransportError;

/// The idle connections of a transport, and what is needed to make more.
pub(super) struct Pool {
    pub(super) settings: Settings,
    pub(super) tls: TlsSetup,
    proxies: Proxies,
    without_certificate: Arc<Terms>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The certificate that is presented, by its generation.
    presented: Option<(u64, Arc<Terms>)>,
    /// By the time of their last use.
    idle: Vec<Idle>,
}

struct Idle {
    key: Key,
    connection: Connection,
    since: Instant,
}

/// Connections of different kinds are never mixed.
pub(super) struct Key {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
    /// The generation of the certificate that it presents.
    certificate: Option<u64>,
}

/// A connection in use, and the pool that it is from.
pub(super) struct Pooled {
    pub(super) connection: Connection,
    pub(super) pool: Arc<Pool>,
    pub(super) key: Key,
}

/// How a request gets to its target.
pub(super) struct Route<'a> {
    pub(super) key: Key,
    pub(super) proxy: Option<&'a Server>,
    pub(super) terms: Arc<Terms>,
}

/// Far more than a look at two files takes.
const LOOK: Duration = Duration::from_secs(1);

/// More threads than a device has.
const MAX_IDLE: usize = 100;

/// Shorter than the limits of load balancers, NATs and servers. Connections therefore need no TCP
/// keep-alive.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

impl Pool {
    pub(super) fn new(settings: Settings) -> Self {
        let tls = TlsSetup::new(settings.ca_bundle.clone());
        let proxies = settings.proxy.resolve();
        let server_name = settings.tls_server_name.clone();
        let without_certificate = Arc::new(Terms { server_name, presented: None });
        Self { settings, tls, proxies, without_certificate, state: Mutex::default() }
    }

    /// # Errors
    /// The proxy cannot be used.
    pub(super) fn route(&self, request: &Request<SdkBody>) -> Result<Route<'_>, TransportError> {
        let target = request.uri();
        let proxy = self.proxies.find(target).map_err(|error| no_connection(error.into()))?;
        let identity = self.settings.client_identity.as_ref().filter(|_| presents(request));
        let (certificate, terms) = match identity {
            None => (None, Arc::clone(&self.without_certificate)),
            Some(identity) => {
                let (generation, terms) = self.presented(identity);
                (Some(generation), terms)
            }
        };
        Ok(Route { key: Key::new(target, certificate), proxy, terms })
    }

    /// The certificate to present, after a look at its files if one is due.
    fn presented(&self, identity: &ClientIdentity) -> (u64, Arc<Terms>) {
        if let Some(look) = identity.due_look() {
            let left = earliest_deadline().map(|end| end.saturating_duration_since(Instant::now()));
            look.take_within(left.unwrap_or(LOOK).min(LOOK));
        }
        let mut state = self.state();
        let (generation, certificate) = identity.current();
        if let Some((known, terms)) = &state.presented
            && *known == generation
        {
            return (generation, Arc::clone(terms));
        }
        // No session is resumed with an earlier certificate, and no connection is used again.
        let terms = Arc::new(Terms {
            server_name: self.settings.tls_server_name.clone(),
            presented: Some(Presented::new(certificate, self.settings.alpn_rule())),
        });
        state.presented = Some((generation, Arc::clone(&terms)));
        state.idle.retain(|idle| idle.key.is_current(generation));
        (generation, terms)
    }

    /// An idle connection that is open: the one that was used last.
    pub(super) fn take(&self, key: &Key) -> Option<Connection> {
        loop {
            let mut state = self.state();
            state.close_expired(Instant::now());
            let found = state.idle.iter().rposition(|idle| idle.key.is_same(key))?;
            let mut connection = state.idle.remove(found).connection;
            drop(state);
            if connection.is_reusable() {
                return Some(connection);
            }
        }
    }

    /// Keeps a connection that is not in use any more.
    fn put(&self, key: Key, connection: Connection) {
        let since = Instant::now();
        let mut state = self.state();
        state.close_expired(since);
        let current = state.presented.as_ref().map(|(generation, _)| *generation);
        if current.is_none_or(|generation| key.is_current(generation)) {
            if state.idle.len() >= MAX_IDLE {
                state.idle.remove(0);
            }
            state.idle.push(Idle { key, connection, since });
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pooled {
    /// Makes the connection available to the next exchange, unless it must be closed.
    pub(super) fn release(self, must_close: bool) {
        if !must_close {
            self.pool.put(self.key, self.connection);
        }
    }
}

impl State {
    fn close_expired(&mut self, now: Instant) {
        let is_expired = |idle: &Idle| now.duration_since(idle.since) >= IDLE_TIMEOUT;
        let expired = self.idle.iter().take_while(|idle| is_expired(idle)).count();
        self.idle.drain(..expired);
    }
}

impl Key {
    fn new(target: &Uri, certificate: Option<u64>) -> Self {
        let (scheme, authority) = (target.scheme().cloned(), target.authority().cloned());
        Self { scheme, authority, certificate }
    }

    /// Hosts are compared as they are written, which is faster.
    fn is_same(&self, other: &Self) -> bool {
        self.certificate == other.certificate
            && self.scheme == other.scheme
            && self.authority.as_ref().map(Authority::as_str)
                == other.authority.as_ref().map(Authority::as_str)
    }

    pub(super) fn presents(&self) -> bool {
        self.certificate.is_some()
    }

    /// Whether it presents no earlier certificate.
    fn is_current(&self, generation: u64) -> bool {
        self.certificate.is_none_or(|certificate| certificate == generation)
    }
}

/// Whether a request is sent over a connection with the client certificate.
fn presents(request: &Request<SdkBody>) -> bool {
    request.uri().scheme() == Some(&Scheme::HTTPS)
        && CertificateUse::of(request) == CertificateUse::Present
}
