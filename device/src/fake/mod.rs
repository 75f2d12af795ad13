//! A fake of the service in memory, for tests of code that runs on devices.

mod clock;
mod control;
mod direct;
mod faults;
mod handle;
mod job;
#[cfg(feature = "async")]
mod mqtt;
mod observed;
mod service;
mod settings;
#[cfg(test)]
mod tests;
mod world;

pub use self::clock::FakeClock;
pub use self::control::ControlError;
pub use self::faults::{Fault, FaultRates};
pub use self::handle::Fake;
pub use self::job::FakeJob;
pub use self::observed::{Change, ChangedBy, Counts, ExecutionRecord, RecordedCommand};
pub use self::settings::{FakeBuilder, RetryNumbering};
