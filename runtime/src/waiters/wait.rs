use std::pin::pin;
use std::time::Duration;

use tracing::debug;

use super::backoff::Backoff;
use super::error::{ExceededMaxWait, FailureState, OperationFailed, WaiterError};
use super::{AcceptorState, FinalPoll, Waiter};
use crate::Operation;
#[cfg(feature = "blocking")]
use crate::client::{Blocking, block_on};
use crate::client::{Engine, fraction};
use crate::error::{BuildError, SdkError};

type Output<W> = <<W as Waiter>::Operation as Operation>::Output;
type Error<W> = <<W as Waiter>::Operation as Operation>::Error;

/// The result of a wait.
type Waited<W> = Result<FinalPoll<Output<W>, SdkError<Error<W>>>, WaiterError<Output<W>, Error<W>>>;

/// Repeats a call until the condition is met, for at most `max_wait`. This time includes calls; one
/// that is in progress when it ends is dropped.
///
/// # Errors
/// See [`WaiterError`].
pub async fn wait<W: Waiter>(
    engine: &Engine<impl Sized>,
    input: Result<W::Operation, BuildError>,
    max_wait: Duration,
) -> Waited<W> {
    let input = input.map_err(WaiterError::ConstructionFailure)?;
    let backoff = Backoff { min_delay: W::MIN_DELAY, max_delay: W::MAX_DELAY };
    let start = engine.now();
    let left = || max_wait.saturating_sub(engine.now().saturating_duration_since(start));
    let mut calls = 0_u32;
    loop {
        calls = calls.saturating_add(1);
        let Some(result) = engine.within(left(), pin!(engine.call(input.clone()))).await else {
            break;
        };
        let state = state::<W>(&input, &result);
        debug!(calls, ?state, "an answer while waiting");
        match (state, result) {
            (Some(AcceptorState::Success), result) => return Ok(FinalPoll::new(result)),
            (Some(AcceptorState::Failure), result) => {
                let result = result.map_err(SdkError::into_service_error);
                return Err(WaiterError::FailureState(FailureState::new(FinalPoll::new(result))));
            }
            (None, Err(error)) => {
                return Err(WaiterError::OperationFailed(OperationFailed::new(error)));
            }
            (Some(AcceptorState::Retry), _) | (None, Ok(_)) => {}
        }
        let Some(pause) = backoff.delay(calls, left(), fraction()) else { break };
        engine.pause(pause).await;
    }
    let elapsed = engine.now().saturating_duration_since(start);
    let exceeded = ExceededMaxWait::new(max_wait, elapsed, calls);
    Err(WaiterError::ExceededMaxWait(exceeded))
}

/// Like [`wait`], on the thread of the caller.
///
/// # Errors
/// See [`WaiterError`].
#[cfg(feature = "blocking")]
pub fn wait_blocking<W: Waiter>(
    engine: &Engine<Blocking>,
    input: Result<W::Operation, BuildError>,
    max_wait: Duration,
) -> Waited<W> {
    block_on(wait::<W>(engine, input, max_wait))
}

/// Failures that do not come from the service do not decide the condition.
fn state<W: Waiter>(
    input: &W::Operation,
    result: &Result<Output<W>, SdkError<Error<W>>>,
) -> Option<AcceptorState> {
    match result {
        Ok(output) => W::accept(input, Ok(output)),
        Err(error) => W::accept(input, Err(error.as_service_error()?)),
    }
}
