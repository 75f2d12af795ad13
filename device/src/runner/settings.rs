use super::core::Policy;
use super::{Accepts, Journal, StateWatch};

/// What both kinds of runners have.
pub(super) struct Settings {
    pub(super) thing_name: String,
    pub(super) journal: Journal,
    pub(super) policy: Policy,
    pub(super) accepts: Accepts,
    pub(super) watch: StateWatch,
}
