use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;
use tokio::time::{Instant, Sleep, sleep_until};
use tracing::{Instrument, info_span};

use super::{
    FromHandler, Io, Link, Message, Outbox, Session, panic_message, seeds, source_panicked,
};
use crate::jobs::JobsCall;
use crate::runner::core::{Core, Event, Mode, Random, Write};
use crate::runner::handler::ErasedHandler;
use crate::runner::journal::Writer;
use crate::runner::settings::Settings;
use crate::runner::{Context, Exit, Job, Notice, Outcome, RunError, Source};

/// The mailbox of a runner.
pub(in crate::runner) struct Mailbox {
    sender: UnboundedSender<Message>,
    receiver: UnboundedReceiver<Message>,
}

impl Mailbox {
    pub(in crate::runner) fn new() -> Self {
        let (sender, receiver) = unbounded_channel();
        Self { sender, receiver }
    }

    pub(in crate::runner) fn outbox(&self) -> Outbox {
        let sender = self.sender.clone();
        // It fails only after the runner has stopped.
        Arc::new(move |message| drop(sender.send(message)))
    }
}

/// Runs until the end.
pub(in crate::runner) async fn run(
    mut settings: Settings,
    source: Arc<dyn Source>,
    handler: Arc<dyn ErasedHandler>,
    mut mailbox: Mailbox,
    shutdown: impl Future<Output = ()>,
) -> Result<Exit, RunError> {
    Handle::try_current().map_err(|_| RunError::no_runtime())?;
    let origin = Instant::now();
    let clock: Arc<dyn Fn() -> Duration + Send + Sync> = Arc::new(move || origin.elapsed());
    let contents = settings.journal.take_contents();
    let notified = source.is_notified();
    let core = Core::new(settings.policy, contents, notified, Random::new(seeds()), clock());
    let outbox = mailbox.outbox();
    let mut session =
        Session::new(core, settings.accepts, settings.watch, Arc::clone(&outbox), clock);
    let mut io = TokioIo {
        writer: settings.journal.writer(),
        thing_name: settings.thing_name,
        source,
        handler,
        outbox,
        tasks: Tasks::default(),
    };
    io.listen();
    let mut shutdown = pin!(shutdown);
    let mut is_stopping = false;
    let mut next = Message::Event(Event::Tick);
    loop {
        if let Some(exit) = session.take(next, &mut io) {
            return Ok(exit);
        }
        let mut sleep = session.deadline().map(|at| Box::pin(sleep_until(origin + at)));
        next = poll_fn(|context| {
            if let Poll::Ready(Some(message)) = mailbox.receiver.poll_recv(context) {
                return Poll::Ready(message);
            }
            if !is_stopping && shutdown.as_mut().poll(context).is_ready() {
                is_stopping = true;
                return Poll::Ready(Message::Event(Event::Shutdown));
            }
            let is_due = |sleep: &mut Pin<Box<Sleep>>| sleep.as_mut().poll(context).is_ready();
            match sleep.as_mut().is_some_and(is_due) {
                true => Poll::Ready(Message::Event(Event::Tick)),
                false => Poll::Pending,
            }
        })
        .await;
    }
}

struct TokioIo {
    writer: Writer,
    thing_name: String,
    source: Arc<dyn Source>,
    handler: Arc<dyn ErasedHandler>,
    outbox: Outbox,
    tasks: Tasks,
}

/// The tasks of a runner. They end with it.
#[derive(Default)]
struct Tasks {
    notices: Option<AbortHandle>,
    call: Option<AbortHandle>,
    handler: Option<AbortHandle>,
}

impl Drop for Tasks {
    fn drop(&mut self) {
        for task in [&self.notices, &self.call, &self.handler].into_iter().flatten() {
            task.abort();
        }
    }
}

impl TokioIo {
    /// Forwards what the source tells unasked.
    fn listen(&mut self) {
        let (source, outbox) = (Arc::clone(&self.source), Arc::clone(&self.outbox));
        let thing_name = self.thing_name.clone();
        let listen = async move {
            loop {
                let notice = async { source.next_notice(thing_name.clone()).await };
                // After a panic, there are no more.
                let notice = AssertUnwindSafe(notice).catch_unwind().await.unwrap_or_default();
                let is_last = notice.is_none();
                outbox(Message::Event(Event::Notice(notice.unwrap_or(Notice::Ended))));
                if is_last {
                    return;
                }
            }
        };
        self.tasks.notices = Some(tokio::spawn(listen).abort_handle());
    }
}

impl Io for TokioIo {
    fn call(&mut self, call: JobsCall) {
        let (source, outbox) = (Arc::clone(&self.source), Arc::clone(&self.outbox));
        let thing_name = self.thing_name.clone();
        let call = async move {
            // Inside the future, so that a panic of `call` itself is caught too.
            let call = async { source.call(thing_name, call).await };
            let result = AssertUnwindSafe(call).catch_unwind().await;
            outbox(Message::Answered(result.unwrap_or_else(|panic| Err(source_panicked(&*panic)))));
        };
        self.tasks.call = Some(tokio::spawn(call).abort_handle());
    }

    fn save(&mut self, write: Write) {
        let (writer, outbox) = (self.writer.clone(), Arc::clone(&self.outbox));
        tokio::task::spawn_blocking(move || {
            let result = writer.write(&write);
            // The runner may end with this write, and its journal be opened again.
            drop(writer);
            outbox(Message::Event(Event::Saved(result)));
        });
    }

    fn start(&mut self, job: Job, mode: Mode, link: Link) {
        let span = info_span!("job", job_id = job.id().job_id, execution_number = job.id().number);
        let handler = Arc::clone(&self.handler);
        let outcome = link.clone();
        let work = async move {
            let context = Context::new(link);
            match mode {
                Mode::Start => handler.start(&job, &context).await,
                Mode::Resume(step) => handler.resume(&job, step.as_deref(), &context).await,
            }
        };
        let task = tokio::spawn(work.instrument(span));
        self.tasks.handler = Some(task.abort_handle());
        // The journal stays locked until the handler has returned.
        let writer = self.writer.clone();
        tokio::spawn(async move {
            let result = task.await;
            drop(writer);
            outcome.send(match result {
                Ok(outcome) => FromHandler::Returned(outcome),
                Err(error) if error.is_panic() => {
                    FromHandler::Panicked(panic_message(&*error.into_panic()))
                }
                Err(_) => FromHandler::Returned(Outcome::interrupted()),
            });
        });
    }

    fn abandon(&mut self) {
        if let Some(task) = &self.tasks.handler {
            task.abort();
        }
    }
}
