//! The decisions of a runner: a state machine without a clock, a thread or a socket.
//!
//! A driver gives it events and carries out its commands. It gives one [`Event::Answered`] for each
//! [`Command::Call`] and one [`Event::Saved`] for each [`Command::Save`]; of each kind, one at most
//! is under way. Time is a duration since some moment in the past, by a clock that never goes back.

mod backoff;
mod calls;
mod event;
mod job;
#[cfg(test)]
mod model;
mod policy;
mod random;
mod record;
#[cfg(test)]
mod regressions;
mod report;
mod search;
mod updates;
mod view;
mod work;

use std::time::Duration;

use self::backoff::Backoff;
use self::job::Job;
use self::search::Search;
use crate::jobs::{ExecutionId, JobsCall, Update};
use crate::runner::{Counters, Ending, Exit, Notice, Trouble};

pub(crate) use self::event::{Command, Event, Mode, Start, StepRefusal};
pub use self::policy::ForeignPolicy;
pub(crate) use self::policy::Policy;
pub(crate) use self::random::Random;
pub(crate) use self::record::{Contents, Phase, Record, Write};
pub(crate) use self::report::STEP;

/// The state of a runner.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    policy: Policy,
    random: Random,
    search: Search,
    job: Option<Job>,
    /// What the call in flight is for.
    call: Option<Purpose>,
    /// What is being written.
    save: Option<Write>,
    /// The pause after failed calls.
    backoff: Backoff,
    /// Until when final reports are sent after the application asked to stop.
    stop_at: Option<Duration>,
    exit: Option<Exit>,
    trouble: Option<Trouble>,
    last_ended: Option<(ExecutionId, Ending)>,
    counters: Counters,
}

/// What a call is for.
#[derive(Clone, Debug, PartialEq)]
enum Purpose {
    /// To find the next execution.
    Search(JobsCall),
    /// To report the status of the job.
    Report(Update),
    /// To learn what the service has of the job, or to get its document.
    Probe,
}

impl Core {
    /// A runner that has not begun, with what its journal holds. `is_notified`: the source tells when
    /// the pending executions change.
    pub(crate) fn new(
        policy: Policy,
        contents: Contents,
        is_notified: bool,
        random: Random,
        now: Duration,
    ) -> Self {
        let search = Search::new(contents, is_notified, now);
        Self {
            policy,
            random,
            search,
            job: None,
            call: None,
            save: None,
            backoff: Backoff::default(),
            stop_at: None,
            exit: None,
            trouble: None,
            last_ended: None,
            counters: Counters::default(),
        }
    }

    /// Takes an event, and returns what to do now.
    pub(crate) fn handle(&mut self, event: Event, now: Duration) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.exit.is_none() {
            self.take(event, now, &mut commands);
            self.advance(now, &mut commands);
        }
        commands
    }

    /// When [`Event::Tick`] is due. `None`: nothing happens without another event.
    pub(crate) fn deadline(&self) -> Option<Duration> {
        if self.exit.is_some() {
            return None;
        }
        let job = self.job.as_ref();
        let of_calls = match (&self.call, job) {
            (Some(_), _) => None,
            (None, Some(job)) => self.next_call_of(job),
            (None, None) => self.next_search(),
        };
        let of_job = job.and_then(|job| self.next_change_of(job));
        [of_calls, of_job].into_iter().flatten().min()
    }

    fn take(&mut self, event: Event, now: Duration, commands: &mut Vec<Command>) {
        match event {
            Event::Tick => {}
            Event::Answered(result) => self.take_answer(result, now, commands),
            Event::Saved(result) => self.take_saved(result, now, commands),
            Event::Judged(accepts) => self.take_judged(accepts),
            Event::Step(_)
            | Event::Progress(_)
            | Event::Refresh
            | Event::Returned(_)
            | Event::Panicked(_) => self.take_from_handler(event, now, commands),
            Event::Notice(Notice::Connected) => {
                self.backoff.skip();
                self.search.look_now(now);
                self.probe();
            }
            Event::Notice(Notice::Disconnected) => {}
            Event::Notice(Notice::Ended) => self.search.poll_from_now_on(now),
            Event::Notice(Notice::NextChanged) => self.search.look_eagerly(now),
            Event::Notice(Notice::QueueChanged { pending }) => {
                self.take_queue(pending.as_deref(), now);
            }
            Event::Wake => {
                self.backoff.skip();
                self.search.look_now(now);
            }
            Event::Shutdown => {
                // A final report gets one more try.
                self.backoff.skip();
                let _ = self
                    .stop_at
                    .get_or_insert(now.saturating_add(self.policy.grace).saturating_add(STOP_TIME));
            }
        }
    }

    /// The pending executions have changed. One that is no longer listed may have ended.
    fn take_queue(&mut self, pending: Option<&[ExecutionId]>, now: Duration) {
        self.search.look_eagerly(now);
        let Some(job) = &self.job else { return };
        if pending.is_none_or(|pending| !pending.contains(&job.id)) {
            self.probe();
        }
    }

    fn probe(&mut self) {
        // A final report tells by itself.
        if let Some(job) = &mut self.job
            && job.ending.is_none()
            && job.verdict.is_none()
        {
            job.needs_probe = true;
        }
    }

    fn advance(&mut self, now: Duration, commands: &mut Vec<Command>) {
        self.advance_job(now, commands);
        if self.job.is_none() && self.exit.is_none() {
            match self.stop_at {
                Some(_) if self.save.is_none() => self.stop(Exit::Shutdown, commands),
                Some(_) => {}
                None => self.advance_search(now, commands),
            }
        }
    }

    fn stop(&mut self, exit: Exit, commands: &mut Vec<Command>) {
        self.exit = Some(exit);
        commands.push(Command::Exit(exit));
    }

    fn call(&mut self, call: JobsCall, purpose: Purpose, commands: &mut Vec<Command>) {
        self.counters.calls += 1;
        self.call = Some(purpose);
        commands.push(Command::Call(call));
    }

    fn save(&mut self, write: Write, commands: &mut Vec<Command>) {
        self.save = Some(write.clone());
        commands.push(Command::Save(write));
    }
}

/// How long final reports are tried after the grace period, if the application asked to stop.
const STOP_TIME: Duration = Duration::from_secs(5);
