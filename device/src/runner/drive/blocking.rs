use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use tracing::info_span;

use super::{
    FromHandler, Io, Link, Message, Outbox, Session, panic_message, seeds, source_panicked,
};
use crate::jobs::JobsCall;
use crate::runner::blocking::{Context, Handler, Shutdown, Source};
use crate::runner::core::{Core, Event, Mode, Random, Write};
use crate::runner::journal::Writer;
use crate::runner::settings::Settings;
use crate::runner::{Exit, Job, RunError};

/// The mailbox of a runner.
pub(in crate::runner) struct Mailbox {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
}

impl Mailbox {
    pub(in crate::runner) fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver }
    }

    pub(in crate::runner) fn outbox(&self) -> Outbox {
        let sender = self.sender.clone();
        // It fails only after the runner has stopped.
        Arc::new(move |message| drop(sender.send(message)))
    }
}

/// Runs on this thread until the end. Calls and the handler have threads of their own.
pub(in crate::runner) fn run(
    mut settings: Settings,
    source: Arc<dyn Source>,
    handler: Arc<dyn Handler>,
    mailbox: &Mailbox,
    shutdown: &Shutdown,
) -> Result<Exit, RunError> {
    let origin = Instant::now();
    let clock: Arc<dyn Fn() -> Duration + Send + Sync> = Arc::new(move || origin.elapsed());
    let contents = settings.journal.take_contents();
    let core = Core::new(settings.policy, contents, false, Random::new(seeds()), clock());
    let outbox = mailbox.outbox();
    let _registration = shutdown.register(Arc::clone(&outbox));
    let mut session = Session::new(
        core,
        settings.accepts,
        settings.watch,
        Arc::clone(&outbox),
        Arc::clone(&clock),
    );
    let mut io = ThreadIo {
        writer: settings.journal.writer(),
        calls: calling_thread(settings.thing_name, source, Arc::clone(&outbox))?,
        handler,
        outbox,
    };
    let mut next = Message::Event(Event::Tick);
    loop {
        if let Some(exit) = session.take(next, &mut io) {
            return Ok(exit);
        }
        let received = match session.deadline() {
            Some(at) => mailbox.receiver.recv_timeout(at.saturating_sub(clock())),
            None => mailbox.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        next = received.unwrap_or(Message::Event(Event::Tick));
    }
}

/// Makes the calls, one after the other, so that the handler never waits for the network.
fn calling_thread(
    thing_name: String,
    source: Arc<dyn Source>,
    outbox: Outbox,
) -> Result<Sender<JobsCall>, RunError> {
    let (sender, calls) = channel();
    let work = move || {
        for call in calls {
            let answer = catch_unwind(AssertUnwindSafe(|| source.call(&thing_name, call)));
            outbox(Message::Answered(answer.unwrap_or_else(|panic| Err(source_panicked(&*panic)))));
        }
    };
    let thread = thread::Builder::new().name("job-calls".to_owned()).spawn(work);
    thread.map(|_| sender).map_err(RunError::no_thread)
}

struct ThreadIo {
    writer: Writer,
    calls: Sender<JobsCall>,
    handler: Arc<dyn Handler>,
    outbox: Outbox,
}

impl Io for ThreadIo {
    fn call(&mut self, call: JobsCall) {
        // The thread lives as long as this sender.
        let _ = self.calls.send(call);
    }

    fn save(&mut self, write: Write) {
        (self.outbox)(Message::Event(Event::Saved(self.writer.write(&write))));
    }

    fn start(&mut self, job: Job, mode: Mode, link: Link) {
        let span = info_span!("job", job_id = job.id().job_id, execution_number = job.id().number);
        let handler = Arc::clone(&self.handler);
        // The journal stays locked until the handler has returned.
        let writer = self.writer.clone();
        let of_thread = link.clone();
        let work = move || {
            let _entered = span.enter();
            let context = Context::new(of_thread.clone());
            let outcome = catch_unwind(AssertUnwindSafe(|| match mode {
                Mode::Start => handler.start(&job, &context),
                Mode::Resume(step) => handler.resume(&job, step.as_deref(), &context),
            }));
            drop(writer);
            of_thread.send(match outcome {
                Ok(outcome) => FromHandler::Returned(outcome),
                Err(panic) => FromHandler::Panicked(panic_message(&*panic)),
            });
        };
        let thread = thread::Builder::new().name("job-handler".to_owned()).spawn(work);
        if let Err(error) = thread {
            link.send(FromHandler::Panicked(format!("no thread for the handler: {error}")));
        }
    }

    /// A thread cannot be stopped.
    fn abandon(&mut self) {}
}
