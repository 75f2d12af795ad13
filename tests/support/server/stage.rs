use std::collections::HashMap;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::certificate::Certificate;
use super::reply::Reply;
use super::request::Request;

/// The state that the threads of a server share.
pub(super) struct Stage {
    pub(super) manner: Manner,
    pub(super) certificate: Option<Certificate>,
    pub(super) open: Mutex<HashMap<usize, TcpStream>>,
    pub(super) accepted: AtomicUsize,
    /// How many connections the server has ended.
    pub(super) ended: AtomicUsize,
    pub(super) most_open: AtomicUsize,
    pub(super) is_over: AtomicBool,
}

/// How a connection begins.
pub(super) enum Manner {
    /// With a request, which gets this reply.
    Answers(Box<dyn Fn(Request) -> Reply + Send + Sync>),
    /// With these bytes, and nothing after them.
    Greets(Vec<u8>),
}

impl Stage {
    pub(super) fn new(manner: Manner, certificate: Option<Certificate>) -> Self {
        Self {
            manner,
            certificate,
            open: Mutex::default(),
            accepted: AtomicUsize::new(0),
            ended: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        }
    }

    pub(super) fn opened(&self, number: usize, socket: &TcpStream) {
        let Ok(socket) = socket.try_clone() else { return };
        let mut open = lock(&self.open);
        open.insert(number, socket);
        self.most_open.fetch_max(open.len(), Ordering::Relaxed);
    }

    /// A connection is closed only when its socket has no other owner.
    pub(super) fn let_go(&self, number: usize) {
        lock(&self.open).remove(&number);
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
