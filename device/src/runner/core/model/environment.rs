use std::collections::BTreeMap;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::answers::answers;
use super::shape::head;
use crate::jobs::{ExecutionId, JobsCall, StatusDetails};
use crate::runner::core::{Command, Contents, Core, Event, Phase, Policy, Random, Record, Write};
use crate::runner::{ForeignPolicy, Notice, Outcome};

/// A state machine with what its driver knows.
#[derive(Clone)]
pub(super) struct Environment {
    pub(super) core: Core,
    pub(super) is_judging: bool,
    pub(super) waits_for_step: bool,
    call: Option<JobsCall>,
    save: Option<Write>,
    is_running: bool,
    is_cancelled: bool,
    /// What the journal holds.
    claim: Option<String>,
    records: BTreeMap<ExecutionId, Phase>,
    /// Executions whose end was decided, and their final status.
    decided: BTreeMap<ExecutionId, JobExecutionStatus>,
    now: Duration,
}

fn id() -> ExecutionId {
    ExecutionId::new("job", 1, 1_700_000_000)
}

impl Environment {
    /// A runner of each kind with each journal.
    pub(super) fn initial() -> Vec<Self> {
        let working = Phase::Working { step: Some("install".to_owned()) };
        let details = BTreeMap::new();
        let done = Phase::Done { status: JobExecutionStatus::Succeeded, details };
        let mut all = Vec::new();
        for accepts_everything in [true, false] {
            for foreign in [ForeignPolicy::Leave, ForeignPolicy::Fail, ForeignPolicy::Resume] {
                for phase in [None, Some(&working), Some(&done)] {
                    let policy = Policy { accepts_everything, foreign, ..Policy::default() };
                    all.push(Self::new(policy, phase.cloned()));
                }
            }
        }
        all
    }

    fn new(policy: Policy, phase: Option<Phase>) -> Self {
        let record = phase.map(|phase| Record { id: id(), claim: "known".to_owned(), phase });
        let records: Vec<_> = record.into_iter().collect();
        let known = records.iter().map(|record| (record.id.clone(), record.phase.clone()));
        let mut environment = Self {
            is_judging: false,
            waits_for_step: false,
            call: None,
            save: None,
            is_running: false,
            is_cancelled: false,
            claim: None,
            records: known.collect(),
            decided: BTreeMap::new(),
            now: Duration::ZERO,
            core: Core::new(
                policy,
                Contents { claim: None, records },
                false,
                Random::new([1, 2]),
                Duration::ZERO,
            ),
        };
        environment.deliver(Event::Tick);
        environment
    }

    /// Every event that may come next.
    pub(super) fn events(&self) -> Vec<Event> {
        if self.core.exit.is_some() {
            return Vec::new();
        }
        let mut events = vec![
            Event::Notice(Notice::Connected),
            Event::Notice(Notice::Disconnected),
            Event::Notice(Notice::Ended),
            Event::Notice(Notice::NextChanged),
            Event::Notice(Notice::QueueChanged { pending: None }),
            Event::Notice(Notice::QueueChanged { pending: Some(vec![id()]) }),
            Event::Wake,
            Event::Shutdown,
        ];
        if self.core.deadline().is_some() {
            events.push(Event::Tick);
        }
        if let Some(call) = &self.call {
            events.extend(self.answers(call).into_iter().map(Event::Answered));
        }
        if self.save.is_some() {
            events.extend([Event::Saved(Ok(())), Event::Saved(Err("disk full".to_owned()))]);
        }
        if self.is_judging {
            events.extend([Event::Judged(true), Event::Judged(false)]);
        }
        if self.is_running {
            events.extend([
                Event::Progress(StatusDetails::new().with("percent", "50")),
                Event::Refresh,
                Event::Returned(Outcome::done()),
                Event::Returned(Outcome::rejected("no")),
                Event::Returned(Outcome::later(Duration::from_secs(90))),
                Event::Returned(Outcome::restart()),
                Event::Returned(Outcome::interrupted()),
                Event::Panicked("index out of bounds".to_owned()),
            ]);
            if !self.waits_for_step {
                events.push(Event::Step("install".to_owned()));
            }
        }
        events
    }

    fn answers(
        &self,
        call: &JobsCall,
    ) -> Vec<Result<crate::jobs::Answer, crate::jobs::CallErrorKind>> {
        let job = self.core.job.as_ref();
        let claim = match (job, self.records.is_empty()) {
            (Some(job), _) => job.claim.clone(),
            (None, false) => "known".to_owned(),
            (None, true) => self.claim.clone().unwrap_or_default(),
        };
        let id = job.map_or_else(id, |job| job.id.clone());
        answers(call, &id, &claim, job.map_or(2, |job| job.version))
    }

    /// The state after an event. Panics if an invariant does not hold.
    pub(super) fn after(&self, event: &Event) -> Self {
        let mut after = self.clone();
        after.deliver(event.clone());
        after
    }

    fn deliver(&mut self, event: Event) {
        let name = head(&event);
        match &event {
            Event::Tick => self.now = self.core.deadline().map_or(self.now, |at| at.max(self.now)),
            Event::Answered(_) => self.call = None,
            Event::Saved(result) => {
                let write = self.save.take();
                if let (Ok(()), Some(write)) = (result, write) {
                    self.write(write);
                }
            }
            Event::Judged(_) => self.is_judging = false,
            Event::Step(_) => self.waits_for_step = true,
            Event::Returned(_) | Event::Panicked(_) => {
                self.is_running = false;
                self.waits_for_step = false;
            }
            _ => {}
        }
        self.now += Duration::from_millis(1);
        let before = self.core.clone();
        for command in self.core.handle(event, self.now) {
            self.check(&command, &name, &before);
        }
        self.check_progress(&name);
    }

    fn write(&mut self, write: Write) {
        match write {
            Write::Claim(claim) => self.claim = Some(claim),
            Write::Record(record) => {
                if let Phase::Done { status, .. } = &record.phase {
                    let earlier = self.decided.insert(record.id.clone(), status.clone());
                    let is_same = earlier.is_none_or(|earlier| earlier == *status);
                    assert!(is_same, "{} is decided twice", record.id);
                }
                self.records.insert(record.id, record.phase);
            }
            Write::Forget { id, .. } => {
                self.records.remove(&id);
                self.decided.remove(&id);
            }
        }
    }

    fn check(&mut self, command: &Command, event: &str, before: &Core) {
        match command {
            Command::Call(call) => {
                assert!(self.call.is_none(), "two calls at once after {event}: {before:#?}");
                self.check_call(call, event);
                self.call = Some(call.clone());
            }
            Command::Save(write) => {
                assert!(self.save.is_none(), "two writes at once after {event}: {before:#?}");
                self.save = Some(write.clone());
            }
            Command::Judge(_) => self.is_judging = true,
            Command::Start(start) => {
                assert!(!self.is_running, "two handlers at once after {event}: {before:#?}");
                let phase = self.records.get(&start.id);
                assert!(
                    matches!(phase, Some(Phase::Working { .. })),
                    "a handler starts with {phase:?} in the journal, after {event}: {before:#?}"
                );
                self.is_running = true;
                self.is_cancelled = false;
            }
            Command::StepSaved(result) => {
                self.waits_for_step = false;
                if result.is_ok() {
                    let is_known = |phase: &Phase| matches!(phase, Phase::Working { step } if step.as_deref() == Some("install"));
                    assert!(self.records.values().any(is_known), "the step is not in the journal");
                }
            }
            Command::Cancel(_) => {
                assert!(self.is_running && !self.is_cancelled, "cancelled twice, after {event}");
                self.is_cancelled = true;
            }
            Command::Abandon => assert!(self.is_running && self.is_cancelled),
            Command::Refreshed(_) | Command::Deadline(_) | Command::Ended(..) => {}
            Command::Exit(_) => {
                let lives_on = self.is_running
                    && !matches!(command, Command::Exit(e) if format!("{e:?}") == "HandlerStuck");
                assert!(!lives_on, "it ends while the handler works, after {event}: {before:#?}");
            }
        }
    }

    fn check_call(&self, call: &JobsCall, event: &str) {
        let details = match call {
            JobsCall::StartNext { details, .. } => details,
            JobsCall::Update(update) => {
                let is_final = update.status != JobExecutionStatus::InProgress;
                assert!(
                    update.expected_version.is_some(),
                    "an update of any version after {event}"
                );
                assert!(
                    !is_final || !self.is_running || self.is_cancelled,
                    "a final report while the handler works, after {event}"
                );
                &update.details
            }
            _ => return,
        };
        let claim = details.get("claim").map(String::as_str).unwrap_or_default();
        assert!(!claim.is_empty(), "a call without a claim after {event}");
        if self.core.job.is_none() {
            let written = self.claim.as_deref().unwrap_or_default();
            assert!(
                claim.ends_with(written),
                "a claim that the journal does not have, after {event}"
            );
        }
    }

    /// It never waits for nothing.
    fn check_progress(&self, event: &str) {
        let waits =
            self.call.is_some() || self.save.is_some() || self.is_running || self.is_judging;
        assert!(
            waits || self.core.exit.is_some() || self.core.deadline().is_some(),
            "nothing happens any more after {event}: {:#?}",
            self.core
        );
        let is_due = self.core.deadline().is_some_and(|at| at <= self.now);
        assert!(!is_due, "something is due that was not done, after {event}: {:#?}", self.core);
    }
}
