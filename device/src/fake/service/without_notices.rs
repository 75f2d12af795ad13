//! Without MQTT, nobody gets notices.

use std::convert::Infallible;

use super::Service;

impl Service {
    pub(super) fn next_of(&self, _index: usize) -> Option<Infallible> {
        None
    }

    pub(super) fn notice(&mut self, _: usize, _before: Option<Infallible>, _is_list_changed: bool) {
    }
}
