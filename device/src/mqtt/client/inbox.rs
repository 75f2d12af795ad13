use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::jobs::{Execution, ExecutionId};

/// What the service or the connection told.
///
/// The service sends notifications once. Who acts on them must also ask after each
/// [`Connected`](Self::Connected): what was sent before may be lost. A notification may be older
/// than an answer that arrived before it was taken.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Notification {
    /// The connection can be used, and the client has subscribed: for the first time or again. Ask
    /// now for the pending executions.
    Connected,
    /// The connection was interrupted. It will be made again.
    Disconnected {
        /// Why.
        reason: String,
    },
    /// An execution became pending, or is no longer pending.
    ListChanged {
        /// The pending executions, those in progress first. The service lists at most about 15.
        pending: Vec<ExecutionId>,
    },
    /// The first pending execution is another one. `None`: nothing is pending.
    NextChanged(Option<Execution>),
}

/// The latest notification of each kind, until it is taken. It cannot grow.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    kept: Mutex<Kept>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Kept {
    connection: Option<Notification>,
    list: Option<Notification>,
    next: Option<Notification>,
    has_ended: bool,
}

impl Inbox {
    pub(super) fn put(&self, notification: Notification) {
        let mut kept = self.lock();
        match notification {
            Notification::Connected | Notification::Disconnected { .. } => {
                // Those from before are out of date: everything is asked anew.
                *kept = Kept { connection: Some(notification), ..Kept::default() };
            }
            Notification::ListChanged { .. } => kept.list = Some(notification),
            Notification::NextChanged(_) => kept.next = Some(notification),
        }
        drop(kept);
        self.changed.notify_waiters();
    }

    /// Nothing more will come. What is there can still be taken.
    pub(super) fn end(&self) {
        self.lock().has_ended = true;
        self.changed.notify_waiters();
    }

    pub(super) async fn next(&self) -> Option<Notification> {
        loop {
            let changed = self.changed.notified();
            let mut changed = std::pin::pin!(changed);
            // From here on, a change wakes this task, so that none is missed.
            changed.as_mut().enable();
            {
                let mut kept = self.lock();
                if let Some(notification) = kept.take() {
                    return Some(notification);
                }
                if kept.has_ended {
                    return None;
                }
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn take(&mut self) -> Option<Notification> {
        self.connection.take().or_else(|| self.list.take()).or_else(|| self.next.take())
    }
}
