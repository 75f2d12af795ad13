use std::sync::Arc;

use crate::jobs::{Answer, CallError};
use crate::runner::core::Event;

/// What reaches a runner.
pub(in crate::runner) enum Message {
    /// An event for the state machine.
    Event(Event),
    /// The end of a call.
    Answered(Result<Answer, CallError>),
    /// A step of the handler, which waits for the reply.
    Step(String, Reply<Result<(), String>>),
    /// The handler asks for the document, and waits for the reply.
    Refresh(Reply<Option<String>>),
}

/// Where a reply goes.
pub(in crate::runner) type Reply<T> = Box<dyn FnOnce(T) + Send>;

/// Sends to the runner. What comes after it has stopped is dropped.
pub(in crate::runner) type Outbox = Arc<dyn Fn(Message) + Send + Sync>;
