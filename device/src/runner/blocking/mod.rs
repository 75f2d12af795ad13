//! The job runner for applications without an asynchronous runtime.
//!
//! It differs from the asynchronous one in this: the handler runs on a thread of its own, which cannot
//! be stopped. If it does not return after its cancellation, the runner reports the job as FAILED,
//! its state is [`HandlerStuck`](super::Activity::HandlerStuck), and it starts no other job until the
//! handler returns.

mod context;
mod handler;
mod job_runner;
mod shutdown;

pub use self::context::Context;
pub use self::handler::Handler;
pub use self::job_runner::{BlockingJobRunnerBuilder, JobRunner};
pub use self::shutdown::Shutdown;
pub use super::source::blocking::{HttpsSource, Source};
