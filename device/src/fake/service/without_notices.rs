//! Without MQTT, nobody is notified.

use super::Service;

impl Service {
    pub(super) fn next_of(&self, _index: usize) {}

    pub(super) fn notice(&mut self, _index: usize, (): (), _is_list_changed: bool) {}
}
