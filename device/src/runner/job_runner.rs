use std::fmt;
use std::sync::Arc;

use super::builder::{BuildError, JobRunnerBuilder};
use super::drive::asynchronous::{Mailbox, run};
use super::handler::{ErasedHandler, Handler};
use super::settings::Settings;
use super::{Exit, RunError, Source, StateWatch, WakeHandle};

/// Works off the jobs of a thing, one at a time, on Tokio.
pub struct JobRunner {
    settings: Settings,
    source: Arc<dyn Source>,
    handler: Arc<dyn ErasedHandler>,
    mailbox: Mailbox,
}

impl JobRunner {
    /// Starts to set up a runner.
    pub fn builder() -> AsyncJobRunnerBuilder {
        JobRunnerBuilder::new()
    }

    /// What the runner does at present.
    pub fn state(&self) -> StateWatch {
        self.settings.watch.clone()
    }

    /// Lets others tell the runner that there may be a job.
    pub fn wake_handle(&self) -> WakeHandle {
        WakeHandle(self.mailbox.outbox())
    }

    /// Works off jobs until `shutdown` is ready, or until the handler asks for a restart.
    ///
    /// At the shutdown, the handler has the grace period to return. A job that it has not finished is
    /// resumed when a runner with the same journal runs again. If the future is dropped, the handler
    /// is aborted at its next `.await`, and the job is resumed as well.
    ///
    /// # Errors
    /// It is not called in a Tokio runtime. Whatever goes wrong later is a state: see
    /// [`state`](Self::state).
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> Result<Exit, RunError> {
        run(self.settings, self.source, self.handler, self.mailbox, shutdown).await
    }
}

/// Builds an asynchronous job runner.
pub type AsyncJobRunnerBuilder = JobRunnerBuilder<dyn Source, dyn ErasedHandler>;

impl AsyncJobRunnerBuilder {
    /// Where jobs come from, and where reports go.
    pub fn source(mut self, source: impl Source) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// What does the jobs.
    pub fn handler(mut self, handler: impl Handler) -> Self {
        self.accepts = handler.accepts();
        self.handler = Some(Arc::new(handler));
        self
    }

    /// Makes the runner.
    ///
    /// # Errors
    /// Something required is missing, or the thing name is not one.
    pub fn build(self) -> Result<JobRunner, BuildError> {
        let (settings, source, handler) = self.parts()?;
        Ok(JobRunner { settings, source, handler, mailbox: Mailbox::new() })
    }
}

impl fmt::Debug for JobRunner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobRunner").field("state", &self.state()).finish_non_exhaustive()
    }
}
