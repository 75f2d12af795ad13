use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::topics::Operation;
use crate::random::bits;

/// The requests that wait for an answer, by token.
#[derive(Debug, Default)]
pub(super) struct Waiting(Mutex<HashMap<String, Waiter>>);

#[derive(Debug)]
struct Waiter {
    operation: Operation,
    answer: oneshot::Sender<Answered>,
}

/// What has become of a request.
#[derive(Debug)]
pub(super) enum Answered {
    Accepted(Vec<u8>),
    Rejected(Vec<u8>),
    /// The connection was interrupted before an answer came.
    Interrupted(String),
}

/// A request that waits. When it is dropped, an answer is not expected any more.
pub(super) struct Registration<'a> {
    waiting: &'a Waiting,
    pub(super) token: String,
    pub(super) answer: oneshot::Receiver<Answered>,
}

impl Waiting {
    /// Must be called before the request is published: the answer may come before the PUBACK.
    pub(super) fn register(&self, operation: Operation) -> Registration<'_> {
        let (sender, answer) = oneshot::channel();
        let token = token();
        self.lock().insert(token.clone(), Waiter { operation, answer: sender });
        Registration { waiting: self, token, answer }
    }

    /// Gives an answer to who waits for it. Returns whether somebody does.
    pub(super) fn answer(&self, token: &str, operation: &Operation, answer: Answered) -> bool {
        let mut waiters = self.lock();
        match waiters.get(token) {
            Some(waiter) if waiter.operation == *operation => {}
            _ => return false,
        }
        waiters.remove(token).is_some_and(|waiter| waiter.answer.send(answer).is_ok())
    }

    /// Tells all that wait that their answers may be lost.
    pub(super) fn interrupt(&self, reason: &str) {
        for (_, waiter) in self.lock().drain() {
            // Who has stopped waiting needs no answer.
            let _ = waiter.answer.send(Answered::Interrupted(reason.to_owned()));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Waiter>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Registration<'_> {
    fn drop(&mut self) {
        self.waiting.lock().remove(&self.token);
    }
}

/// A token that no other request has.
fn token() -> String {
    format!("{:016x}{:016x}", bits(), bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_reaches_the_request_with_its_token_and_no_other() {
        let waiting = Waiting::default();
        let mut first = waiting.register(Operation::GetPending);
        let mut second = waiting.register(Operation::GetPending);
        assert_ne!(first.token, second.token);
        let accepted = || Answered::Accepted(Vec::new());
        assert!(!waiting.answer(&second.token, &Operation::StartNext, accepted()));
        assert!(!waiting.answer("", &Operation::GetPending, accepted()));
        assert!(waiting.answer(&second.token, &Operation::GetPending, accepted()));
        assert!(!waiting.answer(&second.token, &Operation::GetPending, accepted()), "twice");
        assert!(second.answer.try_recv().is_ok());
        assert!(first.answer.try_recv().is_err());
        waiting.interrupt("cut");
        assert!(matches!(first.answer.try_recv(), Ok(Answered::Interrupted(_))));
    }

    #[test]
    fn a_request_that_is_given_up_leaves_nothing_behind() {
        let waiting = Waiting::default();
        drop(waiting.register(Operation::StartNext));
        assert!(waiting.lock().is_empty());
    }
}
