use std::sync::Arc;

use super::Service;
use super::pending::MOST_LISTED;
use super::view::{View, seconds};

/// What a change means for the notifications of a thing, with the state right after it.
#[derive(Clone, Debug)]
pub(in crate::fake) struct Notice {
    pub(in crate::fake) thing: Arc<str>,
    /// When, in seconds since the epoch.
    pub(in crate::fake) at: i64,
    /// The list, if it has changed.
    pub(in crate::fake) pending: Option<Vec<View>>,
    /// The next execution, if it is another one. The inner `None`: nothing is pending.
    pub(in crate::fake) next: Option<Option<View>>,
}

/// What distinguishes the next execution: index, number and time of queueing.
pub(super) type Next = (usize, i64, u64);

impl Service {
    /// Begins or ends to make notices.
    pub(in crate::fake) fn watch(&mut self, is_watched: bool) {
        self.is_watched = is_watched;
    }

    /// The notices since the last time.
    pub(in crate::fake) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The next execution of the thing of this execution. `None` too if no notices are made.
    pub(super) fn next_of(&self, index: usize) -> Option<Next> {
        if !self.is_watched {
            return None;
        }
        let next = self.things.get(&self.executions[index].thing)?.next()?;
        let execution = &self.executions[next];
        Some((next, execution.number, execution.queued_at))
    }

    pub(super) fn notice(&mut self, index: usize, before: Option<Next>, is_list_changed: bool) {
        if !self.is_watched {
            return;
        }
        let thing = Arc::clone(&self.executions[index].thing);
        let after = self.next_of(index);
        let pending = is_list_changed.then(|| self.list(&thing));
        let next =
            (before != after).then(|| after.map(|(next, _, _)| self.view_with_document(next)));
        if pending.is_some() || next.is_some() {
            let at = seconds(self.now);
            self.notices.push(Notice { thing, at, pending, next });
        }
    }

    fn list(&self, thing: &str) -> Vec<View> {
        let pending = self.things.get(thing).into_iter().flat_map(|thing| thing.pending());
        pending.take(MOST_LISTED).map(|index| self.view(index)).collect()
    }
}

impl Notice {
    /// One notice for each notification, in the order in which they are sent.
    pub(in crate::fake) fn parts(self) -> impl Iterator<Item = Self> {
        let Self { thing, at, pending, next } = self;
        let list = pending.map(|pending| Self {
            thing: Arc::clone(&thing),
            at,
            pending: Some(pending),
            next: None,
        });
        let next = next.map(|next| Self { thing, at, pending: None, next: Some(next) });
        list.into_iter().chain(next)
    }
}
