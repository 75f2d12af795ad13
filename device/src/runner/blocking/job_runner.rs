use std::fmt;
use std::sync::Arc;

use super::{Handler, Shutdown, Source};
use crate::runner::drive::blocking::{Mailbox, run};
use crate::runner::settings::Settings;
use crate::runner::{BuildError, Exit, JobRunnerBuilder, RunError, StateWatch, WakeHandle};

/// Works off the jobs of a thing, one at a time, on threads.
pub struct JobRunner {
    settings: Settings,
    source: Arc<dyn Source>,
    handler: Arc<dyn Handler>,
    mailbox: Mailbox,
}

impl JobRunner {
    /// Starts to set up a runner.
    pub fn builder() -> BlockingJobRunnerBuilder {
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

    /// Works off jobs on this thread until the shutdown is triggered, or until the handler asks for a
    /// restart.
    ///
    /// At the shutdown, the handler has the grace period to return. A job that it has not finished is
    /// resumed when a runner with the same journal runs again.
    ///
    /// # Errors
    /// The thread for calls cannot be started. Whatever goes wrong later is a state: see
    /// [`state`](Self::state).
    pub fn run(self, shutdown: &Shutdown) -> Result<Exit, RunError> {
        run(self.settings, self.source, self.handler, &self.mailbox, shutdown)
    }
}

/// Builds a blocking job runner.
pub type BlockingJobRunnerBuilder = JobRunnerBuilder<dyn Source, dyn Handler>;

impl BlockingJobRunnerBuilder {
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
