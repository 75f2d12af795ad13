use std::fmt;

use crate::jobs::ExecutionId;
use crate::runner::Ending;

/// What a runner does at present, and what it has done since it began.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RunnerState {
    /// What it does.
    pub activity: Activity,
    /// What keeps it from working. `None`: nothing that is known.
    pub trouble: Option<Trouble>,
    /// The text of the last failure, while there is trouble.
    pub last_error: Option<String>,
    /// The execution that ended last, and how.
    pub last_ended: Option<(ExecutionId, Ending)>,
    /// What was counted since it began.
    pub counters: Counters,
}

impl RunnerState {
    pub(super) fn with_error(self, last_error: Option<String>) -> Self {
        Self { last_error, ..self }
    }

    pub(super) fn stopped(self) -> Self {
        Self { activity: Activity::Stopped, ..self }
    }
}

/// What a runner does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Activity {
    /// It looks at the executions in its journal, which an earlier run left.
    #[default]
    Recovering,
    /// It has no job, and asks for the next one now and then.
    Idle,
    /// An execution in progress that it did not start is the next one, and is left alone. See
    /// [`ForeignPolicy`](crate::runner::ForeignPolicy).
    ForeignExecution(ExecutionId),
    /// The handler works on this execution.
    Working {
        /// Which execution.
        id: ExecutionId,
        /// The last step that the handler recorded.
        step: Option<String>,
    },
    /// The handler goes on later with this execution.
    Paused(ExecutionId),
    /// The final status of this execution is being reported.
    Reporting(ExecutionId),
    /// The handler of this execution goes on although it was told to stop. No other job starts
    /// until it returns.
    HandlerStuck(ExecutionId),
    /// It has stopped.
    Stopped,
}

/// What keeps a runner from working. It goes on by itself when this is over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trouble {
    /// The service cannot be reached, or does not answer.
    Network,
    /// The service answers that it cannot do it now, or that there are too many calls.
    Service,
    /// The service rejects a request as invalid, without the status details too.
    Refused,
    /// The service does not know the thing.
    UnknownThing,
    /// The policy or the certificate of the device does not allow the call.
    Permission,
    /// The certificate of the service is not valid yet, or no longer: the clock of the device is
    /// probably wrong.
    Clock,
    /// A setting is wrong, such as the endpoint or the CA to trust.
    Settings,
    /// The journal cannot be written. The text says why.
    Journal(String),
}

/// What a runner counted since it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counters {
    /// Executions that were started or resumed.
    pub started: u64,
    /// Executions that were reported as SUCCEEDED.
    pub succeeded: u64,
    /// Executions that were reported as FAILED.
    pub failed: u64,
    /// Executions that were reported as REJECTED.
    pub rejected: u64,
    /// Executions that ended in another way.
    pub ended_otherwise: u64,
    /// Handlers that panicked.
    pub panics: u64,
    /// Calls to the service.
    pub calls: u64,
    /// Calls that failed because of network, service, permission or clock.
    pub failed_calls: u64,
    /// Reports that the service accepted only without the details.
    pub details_refused: u64,
    /// Writes to the journal that failed.
    pub failed_writes: u64,
}

impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Recovering => f.write_str("recovering"),
            Self::Idle => f.write_str("idle"),
            Self::ForeignExecution(id) => write!(f, "{id} is in progress, started by someone else"),
            Self::Working { id, step: Some(step) } => write!(f, "working on {id}, step {step}"),
            Self::Working { id, step: None } => write!(f, "working on {id}"),
            Self::Paused(id) => write!(f, "{id} goes on later"),
            Self::Reporting(id) => write!(f, "reporting {id}"),
            Self::HandlerStuck(id) => write!(f, "the handler of {id} does not stop"),
            Self::Stopped => f.write_str("stopped"),
        }
    }
}
