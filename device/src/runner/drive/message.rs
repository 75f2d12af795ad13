use std::sync::Arc;

use crate::jobs::{Answer, CallError, StatusDetails};
use crate::runner::core::Event;
use crate::runner::{ContextError, Outcome};

/// What reaches a runner.
pub(in crate::runner) enum Message {
    /// An event for the state machine.
    Event(Event),
    /// The end of a call.
    Answered(Result<Answer, CallError>),
    /// Something of a handler, with the number of its start. What comes from a handler that has
    /// returned is refused.
    Handler(u64, FromHandler),
}

/// What reaches a runner from a handler.
pub(in crate::runner) enum FromHandler {
    /// A step, with where the reply goes.
    Step(String, Reply<Result<(), ContextError>>),
    /// It asks for the document.
    Refresh(Reply<Result<String, ContextError>>),
    /// New details of the progress.
    Progress(StatusDetails),
    /// It returned.
    Returned(Outcome),
    /// It panicked with this message.
    Panicked(String),
}

/// Where a reply goes.
pub(in crate::runner) type Reply<T> = Box<dyn FnOnce(T) + Send>;

/// Sends to the runner. What comes after it has stopped is dropped.
pub(in crate::runner) type Outbox = Arc<dyn Fn(Message) + Send + Sync>;
