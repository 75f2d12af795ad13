//! What can go wrong, and when.

mod fault;
mod plan;
mod rates;

pub use self::fault::Fault;
pub(super) use self::plan::Faults;
pub use self::rates::FaultRates;
