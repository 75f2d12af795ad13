use super::service::Notice;
use super::world::Answered;
#[derive(Debug, Default)]
pub(super) struct Broker;
#[derive(Clone, Debug)]
pub(super) struct Asker;
impl Broker {
    pub(super) fn answer(&mut self, _asker: &Asker, _answer: &Answered, _now: u64) {}
    pub(super) fn publish(&mut self, _notice: &Notice) {}
}
