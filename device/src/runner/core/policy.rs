use std::time::Duration;

/// The rules of a runner.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// Whether the handler accepts every document.
    pub(crate) accepts_everything: bool,
    /// The name of the claim in the status details.
    pub(crate) claim_name: String,
    /// Minutes after which the service gives an execution up that is not heard of.
    pub(crate) step_timeout: Option<u16>,
    /// The time between two reports of an execution in progress.
    pub(crate) heartbeat: Option<Duration>,
    /// The least time between two reports of progress.
    pub(crate) progress_interval: Duration,
    /// How long a handler may go on after its cancellation.
    pub(crate) grace: Duration,
    /// How long a handler may work on a job.
    pub(crate) time_limit: Option<Duration>,
    /// What happens to an execution in progress that this runner did not start.
    pub(crate) foreign: ForeignPolicy,
    /// The time between two polls after work was found.
    pub(crate) poll_interval: Duration,
    /// The time between two polls after a long idle time.
    pub(crate) idle_poll_interval: Duration,
}

/// What a runner does with an execution in progress that its journal does not know: the device was
/// set up anew, or another agent works on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ForeignPolicy {
    /// Leave it alone. It delays all jobs behind it until it ends, unless the handler selects
    /// documents.
    #[default]
    Leave,
    /// Report it as FAILED. The service may start it again.
    Fail,
    /// Give it to the handler, to [`resume`](crate::runner::Handler::resume) without a step.
    Resume,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            accepts_everything: true,
            claim_name: "claim".to_owned(),
            step_timeout: Some(60),
            heartbeat: None,
            progress_interval: Duration::from_secs(5),
            grace: Duration::from_secs(30),
            time_limit: None,
            foreign: ForeignPolicy::Leave,
            poll_interval: Duration::from_secs(30),
            idle_poll_interval: Duration::from_secs(300),
        }
    }
}

impl Policy {
    /// The time between two reports of an execution in progress: a third of the step time-out,
    /// unless set, and never more than half of it.
    pub(super) fn heartbeat(&self) -> Option<Duration> {
        let Some(step) = self.step_time() else { return self.heartbeat };
        Some(self.heartbeat.map_or(step / 3, |heartbeat| heartbeat.min(step / 2)))
    }

    /// The time that the step time-out gives.
    pub(super) fn step_time(&self) -> Option<Duration> {
        self.step_timeout.map(|minutes| Duration::from_secs(u64::from(minutes) * 60))
    }
}
