use std::time::Duration;

use crate::Operation;

/// What to wait for: a call, and the meaning of its outcomes.
pub trait Waiter {
    /// The call that is repeated.
    type Operation: Operation + Clone;

    /// The minimum delay between two calls.
    const MIN_DELAY: Duration = Duration::from_secs(2);

    /// The maximum delay between two calls.
    const MAX_DELAY: Duration = Duration::from_secs(120);

    /// The meaning of a response; `None` if the model does not define it.
    fn accept(
        input: &Self::Operation,
        result: Result<
            &<Self::Operation as Operation>::Output,
            &<Self::Operation as Operation>::Error,
        >,
    ) -> Option<AcceptorState>;
}

/// The meaning of a response for a wait.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AcceptorState {
    /// The condition is met.
    Success,
    /// The condition will not be met.
    Failure,
    /// The condition is not met yet.
    Retry,
}

/// Whether there are texts and all are equal to this one.
pub fn all_equal<'a>(mut texts: impl Iterator<Item = &'a str>, expected: &str) -> bool {
    texts.next().is_some_and(|first| first == expected) && texts.all(|text| text == expected)
}
