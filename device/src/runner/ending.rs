use std::fmt;

use iot_jobs_data::types::JobExecutionStatus;

/// How an execution ended for a runner.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Ending {
    /// The service has the final status that this runner reported: SUCCEEDED, FAILED or REJECTED.
    Reported(JobExecutionStatus),
    /// The service ended it: it was canceled, it timed out, or the thing was taken from the targets of
    /// the job.
    EndedByService {
        /// The status, if the service told. Over HTTPS it usually does not.
        status: Option<JobExecutionStatus>,
    },
    /// It has ended, and the answer to the final report was lost: the service has either the status
    /// that was reported, or it ended the execution before the report arrived (CANCELED, TIMED_OUT,
    /// REMOVED or deleted).
    EndedUnconfirmed {
        /// What was reported.
        reported: JobExecutionStatus,
    },
    /// It ended before this run, and the service does not tell how. The journal has no final status
    /// of it: it was canceled, it timed out, or the thing was taken from the targets; or the journal
    /// could not be written, and the final status was reported without it.
    EndedUnseen,
    /// The service does not know it any more: the job, the execution or the thing was deleted, or the
    /// service has replaced it by a retry.
    Removed,
    /// Someone else works on it: its claim was replaced.
    TakenOver,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reported(status) => write!(f, "{status}"),
            Self::EndedByService { status: Some(status) } => write!(f, "{status} by the service"),
            Self::EndedByService { status: None } => {
                f.write_str("ended by the service (CANCELED, TIMED_OUT or REMOVED)")
            }
            Self::EndedUnconfirmed { reported } => write!(
                f,
                "ended: either {reported}, as reported, or ended by the service before the report"
            ),
            Self::EndedUnseen => f.write_str(
                "ended before this run, probably by the service (CANCELED, TIMED_OUT or REMOVED)",
            ),
            Self::Removed => f.write_str("deleted, or replaced by a retry"),
            Self::TakenOver => f.write_str("taken over by another agent"),
        }
    }
}

/// Why a handler is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CancelReason {
    /// The job was canceled.
    Canceled,
    /// The job, the execution or the thing was deleted, or the thing was taken from the targets.
    Removed,
    /// The time for the job is up.
    TimedOut,
    /// The service ended the execution, and does not tell whether it was canceled or timed out.
    Ended,
    /// Someone else works on the execution.
    TakenOver,
    /// The runner was asked to stop. The job is resumed when it runs again.
    Shutdown,
}

impl fmt::Display for CancelReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Canceled => "the job was canceled",
            Self::Removed => "the job was removed",
            Self::TimedOut => "the time for the job is up",
            Self::Ended => "the service ended the execution",
            Self::TakenOver => "another agent took the execution over",
            Self::Shutdown => "the runner stops",
        })
    }
}

impl CancelReason {
    pub(crate) fn of(ending: &Ending) -> Self {
        match ending {
            Ending::EndedByService { status: Some(JobExecutionStatus::Canceled) } => Self::Canceled,
            Ending::EndedByService { status: Some(JobExecutionStatus::TimedOut) } => Self::TimedOut,
            Ending::EndedByService { status: Some(JobExecutionStatus::Removed) }
            | Ending::Removed => Self::Removed,
            Ending::TakenOver => Self::TakenOver,
            Ending::Reported(_)
            | Ending::EndedByService { .. }
            | Ending::EndedUnseen
            | Ending::EndedUnconfirmed { .. } => Self::Ended,
        }
    }
}
