use std::collections::VecDeque;
use std::mem::Discriminant;
use std::sync::Arc;
use std::time::Duration;

use tracing::{debug, info, warn};

use super::Link;
use super::message::{FromHandler, Message, Outbox, Reply};
use crate::jobs::{CallError, CallErrorKind, JobsCall};
use crate::runner::core::{Command, Core, Event, Mode, Start, Write};
use crate::runner::{Accepts, ContextError, Exit, Job, StateWatch};

/// What both drivers share: the state machine and those who wait for it.
pub(super) struct Session {
    core: Core,
    accepts: Accepts,
    watch: StateWatch,
    outbox: Outbox,
    clock: Arc<dyn Fn() -> Duration + Send + Sync>,
    /// Steps to record, the first of which the state machine has.
    steps: VecDeque<(String, Reply<Result<(), ContextError>>)>,
    /// Who waits for the document.
    refreshes: Vec<Reply<Result<String, ContextError>>>,
    /// The handler that works, with the number of its start.
    handler: Option<(u64, Link)>,
    starts: u64,
    /// The last failure, while there is trouble.
    last_error: Option<String>,
    last_kind: Option<Discriminant<CallErrorKind>>,
}

/// What differs between the drivers. None of these blocks for long.
pub(super) trait Io {
    /// Makes the call, and sends [`Message::Answered`].
    fn call(&mut self, call: JobsCall);

    /// Writes to the journal, and sends [`Event::Saved`].
    fn save(&mut self, write: Write);

    /// Starts the handler, and sends [`FromHandler::Returned`] or [`FromHandler::Panicked`].
    fn start(&mut self, job: Job, mode: Mode, link: Link);

    /// Stops the handler, if that can be done.
    fn abandon(&mut self);
}

impl Session {
    pub(super) fn new(
        core: Core,
        accepts: Accepts,
        watch: StateWatch,
        outbox: Outbox,
        clock: Arc<dyn Fn() -> Duration + Send + Sync>,
    ) -> Self {
        Self {
            core,
            accepts,
            watch,
            outbox,
            clock,
            steps: VecDeque::new(),
            refreshes: Vec::new(),
            handler: None,
            starts: 0,
            last_error: None,
            last_kind: None,
        }
    }

    /// When [`Event::Tick`] is due. It may be due earlier than needed.
    pub(super) fn deadline(&self) -> Option<Duration> {
        // Clocks do not reach every duration.
        let farthest = (self.clock)().saturating_add(LONGEST_SLEEP);
        self.core.deadline().map(|at| at.min(farthest))
    }

    /// Takes a message and does what follows. `Some`: the runner returns.
    pub(super) fn take(&mut self, message: Message, io: &mut impl Io) -> Option<Exit> {
        let mut exit = None;
        let mut events: VecDeque<Event> = self.event(message).into_iter().collect();
        while let Some(event) = events.pop_front() {
            for command in self.core.handle(event, (self.clock)()) {
                match command {
                    Command::Exit(reason) => exit = Some(reason),
                    command => events.extend(self.carry_out(command, io)),
                }
            }
        }
        let state = self.core.state();
        if state.trouble.is_none() {
            self.last_error = None;
        }
        self.watch.set(state.with_error(self.last_error.clone()));
        exit
    }

    fn event(&mut self, message: Message) -> Option<Event> {
        match message {
            Message::Event(event) => {
                if let Event::Saved(Err(error)) = &event {
                    warn!(error, "the journal of jobs cannot be written");
                }
                Some(event)
            }
            Message::Answered(result) => Some(Event::Answered(result.map_err(|error| {
                self.failed(&error);
                error.kind().clone()
            }))),
            Message::Handler(number, message) => {
                let is_present =
                    self.handler.as_ref().is_some_and(|(present, _)| *present == number);
                match is_present {
                    true => self.event_of_handler(message),
                    false => refuse(message),
                }
            }
        }
    }

    fn event_of_handler(&mut self, message: FromHandler) -> Option<Event> {
        match message {
            FromHandler::Step(step, reply) => {
                self.steps.push_back((step.clone(), reply));
                (self.steps.len() == 1).then_some(Event::Step(step))
            }
            FromHandler::Refresh(reply) => {
                self.refreshes.push(reply);
                (self.refreshes.len() == 1).then_some(Event::Refresh)
            }
            FromHandler::Progress(details) => Some(Event::Progress(details)),
            FromHandler::Returned(outcome) => {
                self.forget_handler();
                Some(Event::Returned(outcome))
            }
            FromHandler::Panicked(message) => {
                self.forget_handler();
                Some(Event::Panicked(message))
            }
        }
    }

    /// Lets those go that wait for a handler that has returned.
    fn forget_handler(&mut self) {
        self.handler = None;
        for (_, reply) in self.steps.drain(..) {
            reply(Err(ContextError::returned()));
        }
        for reply in self.refreshes.drain(..) {
            reply(Err(ContextError::returned()));
        }
    }

    fn failed(&mut self, error: &CallError) {
        let text = error.to_string();
        let kind = std::mem::discriminant(error.kind());
        // A long outage is reported once.
        if self.last_error.is_some() && self.last_kind.replace(kind) == Some(kind) {
            debug!(error = text, "a call for jobs failed again");
        } else {
            self.last_kind = Some(kind);
            warn!(error = text, "a call for jobs failed");
        }
        self.last_error = Some(text);
    }

    fn carry_out(&mut self, command: Command, io: &mut impl Io) -> Option<Event> {
        match command {
            Command::Call(call) => io.call(call),
            Command::Save(write) => io.save(write),
            Command::Judge(execution) => {
                let document = execution.document.as_deref().unwrap_or_default();
                return Some(Event::Judged(self.accepts(document)));
            }
            Command::Start(start) => self.start(start, io),
            Command::StepSaved(result) => {
                if let Some((_, reply)) = self.steps.pop_front() {
                    reply(result.map_err(ContextError::step));
                }
                return self.steps.front().map(|(step, _)| Event::Step(step.clone()));
            }
            Command::Refreshed(document) => {
                let result = document.ok_or_else(ContextError::no_document);
                self.refreshes.drain(..).for_each(|reply| reply(result.clone()));
            }
            Command::Cancel(reason) => {
                if let Some((_, link)) = &self.handler {
                    info!(%reason, "the handler is told to stop");
                    link.cancellation.cancel(reason);
                }
            }
            Command::Abandon => {
                warn!("the handler does not stop within its grace period");
                io.abandon();
            }
            Command::Deadline(deadline) => {
                if let Some((_, link)) = &self.handler {
                    link.set_deadline(deadline);
                }
            }
            Command::Ended(id, ending) => {
                info!(job_id = id.job_id, execution_number = id.number, %ending, "a job has ended");
            }
            Command::Exit(_) => {}
        }
        None
    }

    fn accepts(&self, document: &str) -> bool {
        let judge = std::panic::AssertUnwindSafe(|| self.accepts.accepts(document));
        std::panic::catch_unwind(judge).unwrap_or_else(|panic| {
            let panic = super::panic_message(&*panic);
            warn!(panic, "the handler panicked over a document, which it does not accept");
            false
        })
    }

    fn start(&mut self, start: Start, io: &mut impl Io) {
        self.starts += 1;
        let link = Link::new(Arc::clone(&self.outbox), self.starts, Arc::clone(&self.clock));
        link.set_deadline(start.deadline);
        self.handler = Some((self.starts, link.clone()));
        let (id, number) = (&start.id.job_id, start.id.number);
        info!(job_id = id, execution_number = number, mode = ?start.mode, "the handler starts");
        io.start(Job::new(start.id, start.document), start.mode, link);
    }
}

impl Drop for Session {
    /// However a runner ends, it has stopped.
    fn drop(&mut self) {
        self.forget_handler();
        self.watch.set(self.watch.get().stopped());
    }
}

/// Answers a handler that has returned.
fn refuse(message: FromHandler) -> Option<Event> {
    match message {
        FromHandler::Step(_, reply) => reply(Err(ContextError::returned())),
        FromHandler::Refresh(reply) => reply(Err(ContextError::returned())),
        FromHandler::Progress(_) | FromHandler::Returned(_) | FromHandler::Panicked(_) => {}
    }
    None
}

const LONGEST_SLEEP: Duration = Duration::from_secs(86_400);
