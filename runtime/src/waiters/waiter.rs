use std::time::Duration;

use crate::Operation;

/// What is waited for: a call, and what its outcomes mean.
pub trait Waiter {
    /// The call that is repeated.
    type Operation: Operation + Clone;

    /// The shortest time between two calls.
    const MIN_DELAY: Duration = Duration::from_secs(2);

    /// The longest time between two calls.
    const MAX_DELAY: Duration = Duration::from_secs(120);

    /// What an answer of the service means; `None` if the model does not say.
    fn accept(
        input: &Self::Operation,
        result: Result<
            &<Self::Operation as Operation>::Output,
            &<Self::Operation as Operation>::Error,
        >,
    ) -> Option<AcceptorState>;
}

/// What an answer means for somebody who waits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AcceptorState {
    /// It has come about.
    Success,
    /// It will not come about.
    Failure,
    /// It has not come about yet.
    Retry,
}

/// Whether there are texts, and all of them are this one.
pub fn all_equal<'a>(mut texts: impl Iterator<Item = &'a str>, expected: &str) -> bool {
    texts.next().is_some_and(|first| first == expected) && texts.all(|text| text == expected)
}
