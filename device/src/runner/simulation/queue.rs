use std::collections::BTreeMap;
use std::time::Duration;

/// What happens later, in order.
#[derive(Debug)]
pub(super) struct Queue<T> {
    items: BTreeMap<(Duration, u64), T>,
    next: u64,
}

impl<T> Queue<T> {
    pub(super) fn new() -> Self {
        Self { items: BTreeMap::new(), next: 0 }
    }

    pub(super) fn push(&mut self, at: Duration, item: T) {
        self.items.insert((at, self.next), item);
        self.next += 1;
    }

    pub(super) fn first_time(&self) -> Option<Duration> {
        self.items.first_key_value().map(|((at, _), _)| *at)
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        self.items.pop_first().map(|(_, item)| item)
    }

    pub(super) fn retain(&mut self, keeps: impl Fn(&T) -> bool) {
        self.items.retain(|_, item| keeps(item));
    }
}
