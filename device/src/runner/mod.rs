//! Works off the jobs of a device, one at a time: gets them, runs a handler, and reports.
//!
//! A [`JobRunner`] has a source of jobs ([`HttpsSource`] or [`MqttSource`]), a [`Journal`], by which it
//! goes on after a crash or restart, and the [`Handler`] of the application. A handler gets a [`Job`]
//! and a [`Context`], and returns an [`Outcome`]. [`JobRunner::state`] tells what the runner does, and
//! what keeps it from working. The module `blocking` has the same for applications without an
//! asynchronous runtime.
//!
//! The [documentation of the crate](crate#run-jobs) has an example, and what is guaranteed.

mod accepts;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod cancellation;
#[cfg(feature = "async")]
mod context;
mod context_error;
mod core;
mod drive;
mod ending;
mod exit;
#[cfg(feature = "async")]
mod handler;
mod job;
#[cfg(feature = "async")]
mod job_runner;
mod journal;
mod notice;
mod outcome;
mod run_error;
mod settings;
#[cfg(all(test, feature = "fake"))]
mod simulation;
mod source;
mod state;
mod wake;
mod watch;

pub use self::accepts::Accepts;
pub use self::builder::{BuildError, JobRunnerBuilder};
pub use self::cancellation::Cancellation;
#[cfg(feature = "async")]
pub use self::context::Context;
pub use self::context_error::ContextError;
pub use self::core::ForeignPolicy;
pub use self::ending::{CancelReason, Ending};
pub use self::exit::Exit;
#[cfg(feature = "async")]
pub use self::handler::Handler;
#[doc(hidden)]
#[cfg(feature = "async")]
pub use self::handler::{ErasedHandler, OutcomeFuture};
pub use self::job::Job;
#[cfg(feature = "async")]
pub use self::job_runner::{AsyncJobRunnerBuilder, JobRunner};
pub use self::journal::{Journal, JournalError, JournalStorage};
pub use self::notice::Notice;
pub use self::outcome::Outcome;
pub use self::run_error::RunError;
#[cfg(feature = "async")]
pub use self::source::{HttpsSource, MqttSource, Source, SourceFuture};
pub use self::state::{Activity, Counters, RunnerState, Trouble};
pub use self::wake::WakeHandle;
pub use self::watch::StateWatch;
