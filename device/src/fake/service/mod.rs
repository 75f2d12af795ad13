//! The core of the fake: things, jobs and executions, without I/O, faults and clock.
//!
//! A call is a [`Request`] and gets a [`Reply`] or a [`Refusal`], whichever way it came. The time
//! is a field, which [`Service::advance_to`] moves.

mod administer;
mod change;
mod commands;
mod describe;
mod document;
mod execution;
mod limits;
#[cfg(feature = "async")]
mod notice;
mod pending;
mod refusal;
mod request;
mod start_next;
mod targets;
mod thing;
mod timers;
mod update;
mod view;
#[cfg(not(feature = "async"))]
mod without_notices;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use self::commands::Commands;
pub(super) use self::execution::Details;
use self::execution::ExecutionState;
#[cfg(feature = "async")]
pub(super) use self::notice::Notice;
pub(super) use self::refusal::{Reason, Refusal};
pub(super) use self::request::{Operation, Reply, Request, UpdateRequest};
use self::thing::Thing;
pub(super) use self::view::View;
#[cfg(feature = "async")]
pub(super) use self::view::seconds;
use super::job::FakeJob;
use super::settings::RetryNumbering;

/// Everything that the service knows.
#[derive(Debug)]
pub(super) struct Service {
    /// Milliseconds since the epoch.
    now: u64,
    retry_numbering: RetryNumbering,
    things: HashMap<Arc<str>, Thing>,
    jobs: BTreeMap<Arc<str>, Job>,
    /// All executions, the deleted ones too. Their indices are their identity.
    executions: Vec<ExecutionState>,
    /// When an execution times out: milliseconds since the epoch, and its index.
    timers: BTreeSet<(u64, usize)>,
    /// How often an execution was queued.
    queued: u64,
    /// How often a document was sent.
    deliveries: u64,
    commands: Commands,
    /// Whether to make notices.
    is_watched: bool,
    #[cfg(feature = "async")]
    notices: Vec<Notice>,
}

#[derive(Debug)]
struct Job {
    spec: Arc<FakeJob>,
    is_canceled: bool,
}

impl Service {
    pub(super) fn new(now: u64, retry_numbering: RetryNumbering) -> Self {
        Self {
            now,
            retry_numbering,
            things: HashMap::new(),
            jobs: BTreeMap::new(),
            executions: Vec::new(),
            timers: BTreeSet::new(),
            queued: 0,
            deliveries: 0,
            commands: Commands::default(),
            is_watched: false,
            #[cfg(feature = "async")]
            notices: Vec::new(),
        }
    }

    /// Carries a request out. `StartCommandExecution` concerns no thing.
    pub(super) fn handle(&mut self, thing: &str, request: &Request) -> Result<Reply, Refusal> {
        match request {
            Request::StartNext { details, step } => {
                self.start_next(thing, details.as_ref(), *step).map(Reply::Execution)
            }
            Request::DescribeNext { with_document } => {
                self.describe_next(thing, *with_document).map(Reply::Execution)
            }
            Request::Describe { job, number, with_document } => self
                .describe(thing, job, *number, *with_document)
                .map(|view| Reply::Execution(Some(view))),
            Request::GetPending => self.get_pending(thing),
            Request::Update(update) => self.update(thing, update),
            Request::StartCommand(command) => self.start_command(command).map(Reply::Command),
        }
    }

    pub(super) fn now(&self) -> u64 {
        self.now
    }

    pub(super) fn commands(&self) -> &[super::observed::RecordedCommand] {
        self.commands.recorded()
    }

    /// The thing, for a call of its device.
    fn thing(&self, name: &str) -> Result<&Thing, Refusal> {
        limits::check_thing_name(name)?;
        let thing = self.things.get(name).filter(|thing| !thing.is_deleted);
        thing.ok_or_else(|| Refusal::not_found(format!("Thing {name} cannot be found.")))
    }

    /// The present execution of a job on a thing, for a call of its device.
    fn find(&self, thing: &str, job: &str, number: Option<i64>) -> Result<usize, Refusal> {
        let found = self.thing(thing)?;
        limits::check_job_id(job)?;
        let index = found.executions.get(job).copied().filter(|&index| {
            let execution = &self.executions[index];
            !execution.is_deleted && number.is_none_or(|number| number == execution.number)
        });
        index.ok_or_else(|| {
            Refusal::not_found(format!("thing {thing} has no such execution of job {job}"))
        })
    }
}
