use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{Response, Uri};
use ureq::unversioned::transport::{NextTimeout, time};

use super::connection::{BlockingConnection, ConnectionState};
use crate::client::driver::earliest_deadline;

thread_local! {
    /// The exchange that this thread is in. ureq passes no data of a request to its connectors.
    static CURRENT: RefCell<Option<State>> = const { RefCell::new(None) };
}

struct State {
    target: Uri,
    connect_by: Option<Instant>,
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

/// An exchange, until it is dropped.
pub(super) struct Run(());

impl Run {
    pub(super) fn begin(target: &Uri, connect_timeout: Option<Duration>) -> Self {
        let connect_by = connect_timeout.and_then(|limit| Instant::now().checked_add(limit));
        let state = State { target: target.clone(), connect_by, progress: Progress::Begun };
        CURRENT.set(Some(state));
        Self(())
    }

    pub(super) fn end(self) -> Outcome {
        let state = CURRENT.take();
        Outcome { progress: state.map(|state| state.progress).unwrap_or_default() }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        CURRENT.take();
    }
}

/// How far an exchange got.
pub(super) struct Outcome {
    pub(super) progress: Progress,
}

impl Outcome {
    /// Attaches the connection to its response, and notes that it has brought one.
    pub(super) fn attach<B>(&self, response: &mut Response<B>) {
        if let Progress::Connected(connection) = &self.progress {
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

/// The time limit of a connection that is being made.
pub(super) fn until_connected() -> NextTimeout {
    let own = CURRENT.with_borrow(|state| state.as_ref().and_then(|state| state.connect_by));
    until([own, earliest_deadline()].into_iter().flatten().min())
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
