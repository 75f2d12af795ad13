use std::fmt;
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::jobs::StatusDetails;
use crate::runner::drive::{FromHandler, Link};
use crate::runner::{Cancellation, ContextError, Job};

/// What a handler can do while it works on a job. Clones belong to the same job.
#[derive(Clone)]
pub struct Context {
    link: Link,
}

impl Context {
    pub(in crate::runner) fn new(link: Link) -> Self {
        Self { link }
    }

    /// Records that the job has come to this step, before its effects begin. It returns when the
    /// journal has the step durably. After a crash, [`Handler::resume`](super::Handler::resume)
    /// gets it. The service gets it as the detail `step`.
    ///
    /// # Errors
    /// The journal cannot be written, or the execution has ended.
    pub fn step(&self, name: impl Into<String>) -> Result<(), ContextError> {
        let (reply, answer) = channel();
        let reply = Box::new(move |result| drop(reply.send(result)));
        self.link.send(FromHandler::Step(name.into(), reply));
        answer.recv().unwrap_or_else(|_| Err(ContextError::stopped()))
    }

    /// Replaces the details of the progress. They are sent soon, the newest at most, with the next
    /// report.
    pub fn progress(&self, details: StatusDetails) {
        self.link.send(FromHandler::Progress(details));
    }

    /// Tells when to stop, and why.
    pub fn cancellation(&self) -> &Cancellation {
        &self.link.cancellation
    }

    /// The time until the service ends the execution as TIMED_OUT, as far as known. Reports of the
    /// runner extend it, up to the time-out of the job. `None`: there is no time-out.
    pub fn time_left(&self) -> Option<Duration> {
        self.link.time_left()
    }

    /// Asks for the document again: its presigned URLs are new.
    ///
    /// # Errors
    /// The service cannot be asked now, or the execution has ended.
    pub fn refresh_document(&self, job: &Job) -> Result<Job, ContextError> {
        let (reply, answer) = channel();
        let reply = Box::new(move |result| drop(reply.send(result)));
        self.link.send(FromHandler::Refresh(reply));
        let document = answer.recv().unwrap_or_else(|_| Err(ContextError::stopped()))?;
        Ok(Job::new(job.id().clone(), document))
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("cancellation", self.cancellation()).finish()
    }
}
