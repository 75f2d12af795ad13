use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::uri::Authority;
use http::{Request, Response, Uri};
use ureq::unversioned::transport::{NextTimeout, time};

use super::connection::{BlockingConnection, ConnectionState};
use crate::client::driver::earliest_deadline;

thread_local! {
    /// The exchange that this thread is in. ureq passes no data of a request to its connectors.
    static CURRENT: RefCell<Option<State>> = const { RefCell::new(None) };
}

struct State {
    target: Uri,
    /// What to put before the path of the request, if it goes to a proxy as it is.
    origin: Option<String>,
    longest_line: usize,
    connect_by: Option<Instant>,
    connect_timeout: Option<Duration>,
    progress: Progress,
}

/// How far an exchange is.
#[derive(Clone, Debug, Default)]
pub(super) enum Progress {
    /// There is no connection to the host or the proxy.
    #[default]
    Begun,
    /// The TLS handshake with the target has begun.
    Handshake,
    /// A connection is in use.
    Connected(Arc<ConnectionState>),
}

/// An exchange, until it is dropped. It keeps the outer one, because the body of a request may make
/// calls of its own.
pub(super) struct Run {
    outer: Option<State>,
}

impl Run {
    /// `is_relayed`: the request goes to a proxy as it is.
    pub(super) fn begin<B>(
        request: &Request<B>,
        is_relayed: bool,
        connect_timeout: Option<Duration>,
    ) -> Self {
        let connect_by = connect_timeout.and_then(|limit| Instant::now().checked_add(limit));
        let target = request.uri().clone();
        let authority = target.authority().map(Authority::as_str).unwrap_or_default();
        let state = State {
            origin: is_relayed.then(|| format!("http://{authority}")),
            longest_line: longest_line_of(request),
            target,
            connect_by,
            connect_timeout,
            progress: Progress::Begun,
        };
        Self { outer: CURRENT.replace(Some(state)) }
    }

    pub(super) fn end(self) -> Outcome {
        let state = CURRENT.take();
        Outcome { progress: state.map(|state| state.progress).unwrap_or_default() }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        CURRENT.set(self.outer.take());
    }
}

/// How far an exchange got.
pub(super) struct Outcome {
    pub(super) progress: Progress,
}

impl Outcome {
    pub(super) fn connection(&self) -> Option<&Arc<ConnectionState>> {
        match &self.progress {
            Progress::Connected(connection) => Some(connection),
            Progress::Begun | Progress::Handshake => None,
        }
    }

    /// Attaches the connection to its response, and notes that it has brought one.
    pub(super) fn attach<B>(&self, response: &mut Response<B>) {
        if let Some(connection) = self.connection() {
            connection.note_answer();
            if response.status().is_server_error() {
                response.extensions_mut().insert(BlockingConnection(connection.clone()));
            }
        }
    }
}

/// Records progress with the target, unless it is the proxy.
pub(super) fn advance(uri: &Uri, progress: Progress) {
    CURRENT.with_borrow_mut(|state| {
        if let Some(state) = state.as_mut().filter(|state| is_same(&state.target, uri)) {
            state.progress = progress;
        }
    });
}

/// Records that a connection is in use.
pub(super) fn use_connection(connection: &Arc<ConnectionState>) {
    CURRENT.with_borrow_mut(|state| {
        if let Some(state) = state.as_mut() {
            state.progress = Progress::Connected(connection.clone());
        }
    });
}

/// Whether the exchange is with this host, not only through it.
pub(super) fn is_target(uri: &Uri) -> bool {
    CURRENT.with_borrow(|state| state.as_ref().is_some_and(|state| is_same(&state.target, uri)))
}

fn is_same(one: &Uri, other: &Uri) -> bool {
    one.scheme() == other.scheme() && one.authority() == other.authority()
}

/// The longest line in the head of the request, at most.
pub(super) fn longest_line() -> usize {
    CURRENT.with_borrow(|state| state.as_ref().map_or(0, |state| state.longest_line))
}

/// What belongs before the path in a head that begins now.
pub(super) fn begin_request() -> Option<String> {
    CURRENT.with_borrow_mut(|state| state.as_mut().and_then(|state| state.origin.take()))
}

/// The whole connect time-out.
pub(super) fn connect_timeout() -> Option<Duration> {
    CURRENT.with_borrow(|state| state.as_ref().and_then(|state| state.connect_timeout))
}

/// The time limit of a connection that is being made.
pub(super) fn until_connected() -> NextTimeout {
    let own = CURRENT.with_borrow(|state| state.as_ref().and_then(|state| state.connect_by));
    until([own, earliest_deadline()].into_iter().flatten().min())
}

/// The given time limit, and that of a connection while it is being made.
pub(super) fn while_connecting(limit: NextTimeout) -> NextTimeout {
    let is_begun = CURRENT.with_borrow(|state| {
        state.as_ref().is_some_and(|state| matches!(state.progress, Progress::Begun))
    });
    let own = until_connected();
    if is_begun && own.after < limit.after { own } else { limit }
}

/// The time limit of a connection that is in use.
pub(super) fn until_deadline() -> NextTimeout {
    until(earliest_deadline())
}

fn until(end: Option<Instant>) -> NextTimeout {
    let after = match end {
        Some(end) => time::Duration::Exact(end.saturating_duration_since(Instant::now())),
        None => time::Duration::NotHappening,
    };
    NextTimeout { after, ..NextTimeout::default() }
}

fn longest_line_of<B>(request: &Request<B>) -> usize {
    const DELIMITERS: usize = 32;

    let target = request.uri().path_and_query().map_or(1, |target| target.as_str().len());
    let headers = request.headers().iter();
    let header = headers.map(|(name, value)| name.as_str().len() + value.len()).max();
    target.max(header.unwrap_or(0)) + request.method().as_str().len() + DELIMITERS
}
