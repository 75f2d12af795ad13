use std::time::Duration;

use super::record::Write;
use crate::jobs::{Answer, CallErrorKind, Execution, ExecutionId, JobsCall, StatusDetails};
use crate::runner::{CancelReason, Ending, Exit, Notice, Outcome};

/// What happened.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// Time has passed.
    Tick,
    /// The answer to the last [`Command::Call`].
    Answered(Result<Answer, CallErrorKind>),
    /// The result of the last [`Command::Save`]; an error says why nothing was written.
    Saved(Result<(), String>),
    /// Whether the handler accepts the document of the last [`Command::Judge`].
    Judged(bool),
    /// The handler recorded a step, and waits for [`Command::StepSaved`].
    Step(String),
    /// The handler replaced the details of its progress.
    Progress(StatusDetails),
    /// The handler asks for the document again, and waits for [`Command::Refreshed`].
    Refresh,
    /// The handler returned.
    Returned(Outcome),
    /// The handler panicked with this message.
    Panicked(String),
    /// Something was told unasked.
    Notice(Notice),
    /// The application says that there may be a job.
    Wake,
    /// The application asks the runner to stop.
    Shutdown,
}

/// What to do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Command {
    /// Make a call, once. At most one is in flight.
    Call(JobsCall),
    /// Write to the journal. At most one write is under way.
    Save(Write),
    /// Ask the handler whether it accepts the document.
    Judge(Execution),
    /// Start the handler.
    Start(Start),
    /// Tell the handler that its step is recorded, or why not.
    StepSaved(Result<(), StepRefusal>),
    /// Give the handler the document. `None`: it cannot be had now.
    Refreshed(Option<String>),
    /// Tell the handler to stop within the grace period.
    Cancel(CancelReason),
    /// Stop the handler, if that can be done.
    Abandon,
    /// Tell the handler when the service ends the execution.
    Deadline(Option<Duration>),
    /// Log how an execution ended.
    Ended(ExecutionId, Ending),
    /// Return.
    Exit(Exit),
}

/// How a handler is started.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Start {
    pub(crate) id: ExecutionId,
    /// The document, as JSON.
    pub(crate) document: String,
    pub(crate) mode: Mode,
    /// The moment when the service ends the execution.
    pub(crate) deadline: Option<Duration>,
}

/// Whether the handler has worked on the execution before.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mode {
    /// It never has.
    Start,
    /// It may have, up to this step.
    Resume(Option<String>),
}

/// Why a step is not recorded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StepRefusal {
    /// The execution has ended.
    Ended,
    /// The journal cannot be written; this says why.
    NotWritten(String),
}
