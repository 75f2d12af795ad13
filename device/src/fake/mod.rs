//! A fake of AWS IoT Jobs in memory, for tests of code that runs on devices.
//!
//! It has no socket and no thread. It keeps things, jobs and executions as the service does: queue,
//! versions, timers, retries, cancellation, deletion, limits and errors. The same state can be reached
//! in three ways:
//!
//! * [`Fake::config`] has the settings of a client of `iot-jobs-data`, asynchronous or blocking.
//! * `Fake::connection` (feature `async`) is an MQTT connection of a device.
//! * [`Fake::call`] carries a [`JobsCall`](crate::jobs::JobsCall) out without JSON, for simulations.
//!
//! A test of ten lines:
//!
//! ```
//! # #[cfg(feature = "blocking")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use iot_jobs_data::{blocking::Client, types::JobExecutionStatus::Succeeded};
//! use iot_jobs_device::fake::{Fake, FakeJob};
//!
//! let fake = Fake::new();
//! fake.create_thing("pump-17")?;
//! fake.create_job(FakeJob::new("reboot", r#"{"operation":"reboot"}"#).target("pump-17"))?;
//! let client = Client::from_conf(fake.config().build());
//! let started = client.start_next_pending_job_execution().thing_name("pump-17").send()?;
//! let id = started.execution.and_then(|execution| execution.job_id).ok_or("nothing to do")?;
//! client.update_job_execution().thing_name("pump-17").job_id(id).status(Succeeded).send()?;
//! assert_eq!(fake.execution("pump-17", "reboot").ok_or("no such job")?.status, Succeeded);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "blocking"))]
//! # fn main() {}
//! ```
//!
//! Time stands still until [`FakeClock::advance`] moves it: timers end executions only then.
//! [`Fault`]s are what can go wrong between a device and the service. They happen to single calls
//! ([`Fake::fail_next`]) or at random ([`Fake::set_fault_rates`]). The same calls with the same seed
//! give the same results.
//!
//! What AWS does not document is as MiniStack does it, a server that follows observations of the
//! service. Differences from MiniStack are listed in `tests/fake_against_ministack`.

mod clock;
mod control;
mod direct;
mod faults;
mod guard;
mod handle;
mod http;
mod job;
#[cfg(feature = "async")]
mod mqtt;
mod observed;
mod service;
mod settings;
#[cfg(test)]
mod tests;
mod wire;
mod world;

pub use self::clock::FakeClock;
pub use self::control::ControlError;
pub use self::faults::{Fault, FaultRates};
pub use self::handle::Fake;
pub use self::http::FakeTransport;
pub use self::job::FakeJob;
#[cfg(feature = "async")]
pub use self::mqtt::FakeConnection;
pub use self::observed::{Change, ChangedBy, Counts, ExecutionRecord, RecordedCommand};
pub use self::settings::{FakeBuilder, RetryNumbering};
