use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;
use serde_json::json;
use tests::random::Random;

use super::JOBS;
use super::device::{Device, HandlerRun};
use super::log::Log;
use super::queue::Queue;
use super::storage::LossyStorage;
use crate::fake::{Fake, FakeJob, FaultRates, RetryNumbering};
use crate::jobs::{CallErrorKind, JobsCall};
use crate::runner::core::{self, Command, Core, Event, Phase, Policy, Write};
use crate::runner::{Accepts, Exit, Journal, Notice, Outcome};

pub(super) const THING: &str = "pump-17";

/// A device, the service, and what befalls them.
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) fake: Fake,
    pub(super) log: Log,
    random: Random,
    queue: Queue<Item>,
    now: Duration,
    storage: LossyStorage,
    device: Option<Device>,
    /// Changes when the device is switched off: what was meant for it before is lost.
    epoch: u64,
    is_selective: bool,
    /// Whether the device is told when the pending executions change, unless that is lost.
    is_notified: bool,
    policy: Policy,
    is_calm: bool,
}

/// Something that happens later.
#[derive(Debug)]
enum Item {
    Deliver(u64, Event),
    /// A request arrives. It does so even if the device is off by then.
    Arrive(u64, JobsCall),
    Save(u64, Write),
    /// The handler does what it planned.
    Work {
        epoch: u64,
        plan: u64,
    },
    Create(usize),
    Cancel(usize),
    Delete(usize),
    Crash,
    SwitchOn,
    CalmDown,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let numbering = match random.below(2) {
            0 => RetryNumbering::SameNumber,
            _ => RetryNumbering::HigherNumber,
        };
        let builder = Fake::builder().retry_numbering(numbering);
        let fake = builder.state_in_errors(random.below(2) == 0).build();
        fake.create_thing(THING).expect("a new thing");
        fake.set_fault_rates(FaultRates::of_every_kind(seed, 0.02 * random.fraction()));
        let is_selective = random.below(3) == 0;
        let is_notified = random.below(3) == 0;
        let policy = Policy {
            accepts_everything: !is_selective,
            step_timeout: Some([5, 60][random.below(2)]),
            ..Policy::default()
        };
        let mut world = Self {
            seed,
            fake,
            log: Log::default(),
            random,
            queue: Queue::new(),
            now: Duration::ZERO,
            storage: LossyStorage::default(),
            device: None,
            epoch: 0,
            is_selective,
            is_notified,
            policy,
            is_calm: false,
        };
        world.plan();
        world
    }

    /// Plays until all is done.
    pub(super) fn play(mut self) -> Self {
        while self.now < END && !(self.is_calm && self.is_done()) {
            let device = self.device.as_ref();
            let tick = device.and_then(|d| d.core.deadline().map(|at| d.began + at));
            let Some(next) = [self.queue.first_time(), tick].into_iter().flatten().min() else {
                break;
            };
            let next = next.max(self.now);
            self.fake.clock().advance(next - self.now);
            self.now = next;
            match self.queue.first_time().filter(|at| *at <= next) {
                Some(_) => {
                    if let Some(item) = self.queue.pop() {
                        self.happen(item);
                    }
                }
                None => self.deliver(Event::Tick),
            }
        }
        self
    }

    /// What befalls the device and its jobs.
    fn plan(&mut self) {
        const SPAN: f64 = 3.0 * 3600.0;

        let any = |random: &mut Random| Duration::from_secs_f64(SPAN * random.fraction());
        for job in 0..JOBS {
            let created = any(&mut self.random);
            self.queue.push(created, Item::Create(job));
            let later = created + Duration::from_secs_f64(600.0 * self.random.fraction());
            match self.random.below(20) {
                0 | 1 => self.queue.push(later, Item::Cancel(job)),
                2 => self.queue.push(later, Item::Delete(job)),
                _ => {}
            }
        }
        for _ in 0..self.random.below(30) {
            let at = any(&mut self.random);
            self.queue.push(at, Item::Crash);
        }
        self.queue.push(Duration::ZERO, Item::SwitchOn);
        self.queue.push(Duration::from_secs_f64(SPAN), Item::CalmDown);
    }

    fn is_done(&self) -> bool {
        (0..JOBS).all(|job| {
            let record = self.fake.execution(THING, &job_id(job));
            let is_foreign = self.is_selective && is_foreign(job);
            is_foreign || record.is_none_or(|one| one.is_deleted || is_terminal(&one.status))
        }) && self
            .device
            .as_ref()
            .is_some_and(|device| device.core.state().activity == crate::runner::Activity::Idle)
    }

    fn happen(&mut self, item: Item) {
        let is_device = matches!(item, Item::Deliver(..) | Item::Save(..) | Item::Work { .. });
        if is_device && !self.is_calm && self.random.below(200) == 0 {
            self.queue.push(self.now, Item::Crash);
        }
        match item {
            Item::Deliver(epoch, event) if epoch == self.epoch => self.deliver(event),
            Item::Arrive(epoch, call) => self.arrive(epoch, &call),
            Item::Save(epoch, write) if epoch == self.epoch => self.save(&write),
            Item::Work { epoch, plan } if epoch == self.epoch => self.work(plan),
            Item::Create(job) => self.create(job),
            // Both are refused if the job has ended.
            Item::Cancel(job) => {
                let _ = self.fake.cancel_job(&job_id(job), true);
                self.notify();
            }
            Item::Delete(job) => {
                let _ = self.fake.delete_job(&job_id(job), true);
                self.notify();
            }
            Item::Crash if self.device.is_some() && !self.is_calm => self.crash(),
            Item::SwitchOn => self.switch_on(),
            Item::CalmDown => {
                self.is_calm = true;
                self.storage.fill_after(None);
                self.fake.set_fault_rates(FaultRates::new(self.seed));
            }
            _ => {}
        }
    }

    fn create(&mut self, job: usize) {
        let document = match (is_foreign(job), job % 7) {
            (true, _) => json!({ "mine": false }).to_string(),
            (false, 6) if !self.is_selective => "no JSON".to_owned(),
            (false, _) => json!({ "mine": true, "number": job }).to_string(),
        };
        let mut new = FakeJob::new(job_id(job), document).with_unchecked_document().target(THING);
        new = new.retries([0, 2][self.random.below(2)]);
        if self.random.below(4) == 0 {
            new = new.in_progress_timeout_in_minutes(10);
        }
        self.fake.create_job(new).expect("a new job");
        self.notify();
    }

    /// Tells the device that the pending executions have changed: late, or not at all.
    fn notify(&mut self) {
        if !self.is_notified || self.random.below(4) == 0 {
            return;
        }
        let records = (0..JOBS).filter_map(|job| self.fake.execution(THING, &job_id(job)));
        let pending = records.filter(|one| !is_terminal(&one.status) && !one.is_deleted);
        let pending = (self.random.below(3) > 0).then(|| pending.map(|one| one.id).collect());
        let at = self.soon(20.0);
        self.queue
            .push(at, Item::Deliver(self.epoch, Event::Notice(Notice::QueueChanged { pending })));
    }

    fn switch_on(&mut self) {
        if self.device.is_some() {
            return;
        }
        let mut journal = match Journal::with_storage(self.storage.clone()) {
            Ok(journal) => journal,
            Err(error) => return self.log.violations.push(format!("no journal: {error}")),
        };
        let seeds = [self.seed.wrapping_add(self.epoch), self.epoch.wrapping_mul(77)];
        let random = core::Random::new(seeds);
        let contents = journal.take_contents();
        let (policy, is_notified) = (self.policy.clone(), self.is_notified);
        let core = Core::new(policy, contents, is_notified, random, Duration::ZERO);
        self.device = Some(Device { core, began: self.now, handler: None });
        self.deliver(Event::Tick);
    }

    fn crash(&mut self) {
        self.log.crashes += 1;
        self.storage.crash(&mut self.random);
        self.switch_off();
    }

    fn switch_off(&mut self) {
        self.epoch += 1;
        self.device = None;
        self.queue
            .retain(|item| !matches!(item, Item::Deliver(..) | Item::Save(..) | Item::Work { .. }));
        let longest = [30.0, 900.0, 7200.0][self.random.below(3)];
        let pause = Duration::from_secs_f64(1.0 + longest * self.random.fraction());
        self.queue.push(self.now + pause, Item::SwitchOn);
    }

    fn soon(&mut self, seconds: f64) -> Duration {
        self.now + Duration::from_secs_f64(seconds * self.random.fraction())
    }

    fn arrive(&mut self, epoch: u64, call: &JobsCall) {
        self.log.calls += 1;
        let result = self.fake.call(THING, call).map_err(|error| error.kind().clone());
        let pause = match result {
            Err(CallErrorKind::Unanswered) => 30.0,
            _ => 1.0,
        };
        let at = self.soon(pause);
        self.queue.push(at, Item::Deliver(epoch, Event::Answered(result)));
    }

    fn save(&mut self, write: &Write) {
        if !self.is_calm {
            match self.random.below(100) {
                0 | 1 => self.storage.fail_power_after(1 + self.random.below(6) as u32),
                2 => self.storage.fill_after(Some(self.random.below(4) as u32)),
                _ => self.storage.fill_after(None),
            }
        }
        let journal = Journal::with_storage(self.storage.clone());
        let result = match journal {
            Ok(journal) => journal.writer().write(write),
            Err(error) => Err(error.to_string()),
        };
        if self.storage.has_failed() {
            return self.crash();
        }
        if let (Write::Record(record), Ok(())) = (write, &result)
            && let Phase::Done { status, .. } = &record.phase
        {
            self.log.decided(&record.id, status);
        }
        self.deliver(Event::Saved(result));
    }

    fn work(&mut self, plan: u64) {
        let handler = self.device.as_ref().and_then(|device| device.handler.as_ref());
        let Some(handler) = handler.filter(|handler| handler.plan == plan) else { return };
        let (event, progress) = (handler.next(), handler.progress());
        if matches!(event, Event::Returned(_) | Event::Panicked(_))
            && let Some(device) = &mut self.device
        {
            device.handler = None;
        }
        if self.random.below(3) == 0 {
            self.deliver(progress);
        }
        self.deliver(event);
    }

    fn deliver(&mut self, event: Event) {
        let Some(device) = &mut self.device else { return };
        let commands = device.core.handle(event, self.now - device.began);
        for command in commands {
            self.carry_out(command);
        }
    }

    fn carry_out(&mut self, command: Command) {
        let epoch = self.epoch;
        match command {
            Command::Call(call) => {
                let at = self.soon(1.0);
                self.queue.push(at, Item::Arrive(epoch, call));
            }
            Command::Save(write) => {
                let at = self.soon(0.1);
                self.queue.push(at, Item::Save(epoch, write));
            }
            Command::Judge(execution) => {
                let accepts = Accepts::only(|document| document["mine"] == true);
                let document = execution.document.unwrap_or_default();
                self.deliver(Event::Judged(accepts.accepts(&document)));
            }
            Command::Start(start) => {
                self.log.started(&start.id, &start.mode);
                let handler = HandlerRun::new(self.seed, &start);
                if let Some(device) = &mut self.device {
                    device.handler = Some(handler);
                }
                let at = self.soon(10.0);
                self.queue.push(at, Item::Work { epoch, plan: 0 });
            }
            Command::StepSaved(result) => self.step_saved(result.is_ok()),
            Command::Cancel(_) => self.cancel(false),
            // A task ends, a thread does not.
            Command::Abandon if self.random.below(2) == 0 => self.cancel(true),
            Command::Ended(id, ending) => self.log.ended(&id, ending),
            Command::Exit(exit) => self.exit(exit),
            Command::Abandon | Command::Refreshed(_) | Command::Deadline(_) => {}
        }
    }

    fn step_saved(&mut self, is_saved: bool) {
        let Some(handler) = self.device.as_mut().and_then(|device| device.handler.as_mut()) else {
            return;
        };
        let time = handler.script.steps[handler.position];
        handler.position = if is_saved { handler.position + 1 } else { usize::MAX };
        let item = Item::Work { epoch: self.epoch, plan: handler.plan };
        self.queue.push(self.now + time, item);
    }

    fn cancel(&mut self, is_aborted: bool) {
        let Some(device) = &mut self.device else { return };
        let Some(handler) = &mut device.handler else { return };
        if handler.script.is_deaf && !is_aborted {
            return;
        }
        handler.plan += 1;
        device.handler = None;
        let at = self.soon(10.0);
        let event = Event::Returned(Outcome::interrupted());
        self.queue.push(at, Item::Deliver(self.epoch, event));
    }

    fn exit(&mut self, exit: Exit) {
        if exit == Exit::Restart && self.random.below(2) == 0 {
            self.storage.crash(&mut self.random);
        }
        self.switch_off();
    }
}

pub(super) fn job_id(job: usize) -> String {
    format!("job-{job}")
}

/// Whether a job is for another agent.
pub(super) fn is_foreign(job: usize) -> bool {
    job.is_multiple_of(5)
}

pub(super) fn is_terminal(status: &JobExecutionStatus) -> bool {
    !matches!(status, JobExecutionStatus::Queued | JobExecutionStatus::InProgress)
}

impl World {
    /// Whether this device is to do the job.
    pub(super) fn is_ours(&self, job: usize) -> bool {
        !(self.is_selective && is_foreign(job))
    }
}

/// How long a seed is played at most.
const END: Duration = Duration::from_secs(48 * 3600);
