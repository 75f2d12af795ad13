use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::core::{Policy, STEP};
use super::settings::Settings;
use super::{Accepts, ForeignPolicy, Journal, StateWatch};
use crate::jobs::accepted_name;
use crate::names::check_thing_name;

/// Builds a job runner. Required: thing name, source and handler.
///
/// `S` is the kind of its source, `H` of its handler: those of the asynchronous or of the blocking
/// runner.
pub struct JobRunnerBuilder<S: ?Sized, H: ?Sized> {
    pub(super) thing_name: Option<String>,
    pub(super) source: Option<Arc<S>>,
    pub(super) handler: Option<Arc<H>>,
    pub(super) accepts: Accepts,
    pub(super) journal: Option<Journal>,
    pub(super) policy: Policy,
}

impl<S: ?Sized, H: ?Sized> JobRunnerBuilder<S, H> {
    pub(super) fn new() -> Self {
        Self {
            thing_name: None,
            source: None,
            handler: None,
            accepts: Accepts::everything(),
            journal: None,
            policy: Policy::default(),
        }
    }

    /// The thing whose jobs are done: 1 to 128 of `a-z A-Z 0-9 : _ -`.
    pub fn thing_name(mut self, name: impl Into<String>) -> Self {
        self.thing_name = Some(name.into());
        self
    }

    /// Where the runner remembers what it does. Without a journal it forgets that when the process
    /// ends, and a job in progress is then treated by the [`ForeignPolicy`].
    pub fn journal(mut self, journal: Journal) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Minutes after which the service ends an execution as TIMED_OUT if nothing is heard of it: 1 to
    /// 10,080, 60 unless set. `None`: it never does, unless the job says so.
    ///
    /// A device that may be off for longer in the middle of a job needs a longer time.
    pub fn step_timeout_in_minutes(mut self, minutes: Option<u16>) -> Self {
        self.policy.step_timeout = minutes.map(|minutes| minutes.clamp(1, 10_080));
        self
    }

    /// The time between two reports of a job in progress. They restart the step time-out, and over
    /// HTTPS a canceled job is noticed by them. A third of the step time-out unless set, and never
    /// more than half of it; without a step time-out, there are none unless set.
    pub fn heartbeat(mut self, interval: Duration) -> Self {
        self.policy.heartbeat = Some(interval.max(LEAST));
        self
    }

    /// The least time between two reports of progress: 5 seconds unless set.
    pub fn progress_interval(mut self, interval: Duration) -> Self {
        self.policy.progress_interval = interval;
        self
    }

    /// How long a handler may go on after it was told to stop: 30 seconds unless set.
    pub fn grace_period(mut self, grace: Duration) -> Self {
        self.policy.grace = grace;
        self
    }

    /// How long the handler may work on a job since it was started or resumed in this run. Then it is
    /// told to stop. No limit unless set.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.policy.time_limit = Some(limit);
        self
    }

    /// The time between two polls while there is work, 30 seconds unless set, and after a long time
    /// without work, 5 minutes unless set. In between, it grows by half with each poll. All vary by
    /// 10 %. A source that tells of new jobs is polled at three times the longer one.
    pub fn poll_intervals(mut self, shortest: Duration, longest: Duration) -> Self {
        self.policy.poll_interval = shortest.max(LEAST);
        self.policy.idle_poll_interval = longest.max(shortest).max(LEAST);
        self
    }

    /// The name of the status detail with which the runner recognizes its executions: `claim` unless
    /// set, and not `step`. Characters that the service refuses are replaced by `_`. Details that the
    /// handler gives these two names are overwritten. With another name, the runner does not recognize
    /// executions in progress that it began with the old one.
    pub fn claim_name(mut self, name: impl AsRef<str>) -> Self {
        self.policy.claim_name = accepted_name(name.as_ref());
        self
    }

    /// What happens to an execution in progress that the journal does not know.
    pub fn foreign_executions(mut self, policy: ForeignPolicy) -> Self {
        self.policy.foreign = policy;
        self
    }

    pub(super) fn parts(self) -> Result<(Settings, Arc<S>, Arc<H>), BuildError> {
        let thing_name = self.thing_name.ok_or(BuildError::MissingThingName)?;
        if check_thing_name(&thing_name).is_err() {
            return Err(BuildError::InvalidThingName(thing_name));
        }
        if self.policy.claim_name == STEP {
            return Err(BuildError::ReservedClaimName);
        }
        let source = self.source.ok_or(BuildError::MissingSource)?;
        let handler = self.handler.ok_or(BuildError::MissingHandler)?;
        let mut policy = self.policy;
        policy.accepts_everything = self.accepts.is_everything();
        let settings = Settings {
            thing_name,
            journal: self.journal.unwrap_or_else(Journal::in_memory),
            policy,
            accepts: self.accepts,
            watch: StateWatch::default(),
        };
        Ok((settings, source, handler))
    }
}

impl<S: ?Sized, H: ?Sized> fmt::Debug for JobRunnerBuilder<S, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobRunnerBuilder")
            .field("thing_name", &self.thing_name)
            .field("accepts", &self.accepts)
            .field("journal", &self.journal)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

/// What a [`JobRunnerBuilder`] lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// No thing name was given.
    MissingThingName,
    /// The thing name is not one: 1 to 128 of `a-z A-Z 0-9 : _ -`.
    InvalidThingName(String),
    /// The name of the claim is that of the step.
    ReservedClaimName,
    /// No source was given.
    MissingSource,
    /// No handler was given.
    MissingHandler,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingThingName => f.write_str("the job runner needs a `thing_name`"),
            Self::InvalidThingName(name) => {
                write!(f, "{name:?} is not a thing name: 1 to 128 of a-z A-Z 0-9 : _ -")
            }
            Self::ReservedClaimName => {
                f.write_str("the claim cannot be named `step`, which is the name of the step")
            }
            Self::MissingSource => f.write_str("the job runner needs a `source`"),
            Self::MissingHandler => f.write_str("the job runner needs a `handler`"),
        }
    }
}

impl std::error::Error for BuildError {}

const LEAST: Duration = Duration::from_secs(1);
