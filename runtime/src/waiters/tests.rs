#[cfg(feature = "blocking")]
mod blocking;

use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::error::WaiterError;
use super::{AcceptorState, FinalPoll, Waiter, wait};
use crate::config::{ReplayEvent, ReplayTransport};
use crate::error::{BuildError, ProvideErrorMetadata, SdkError, TransportErrorKind};
use crate::fake::{List, ListError, Listed, engine, outside_a_runtime};

struct Ready;

impl Waiter for Ready {
    type Operation = List;
    const MAX_DELAY: Duration = Duration::from_secs(8);

    fn accept(_: &List, result: Result<&Listed, &ListError>) -> Option<AcceptorState> {
        match result {
            Ok(output) => match output.status.as_deref() {
                Some("READY") => Some(AcceptorState::Success),
                Some("FAILED") => Some(AcceptorState::Failure),
                _ => None,
            },
            Err(error) => match error.code() {
                Some("NotFound") => Some(AcceptorState::Retry),
                Some("Gone") => Some(AcceptorState::Failure),
                _ => None,
            },
        }
    }
}

type Outcome = Result<FinalPoll<Listed, SdkError<ListError>>, WaiterError<Listed, ListError>>;

async fn wait_for_ready(replay: &ReplayTransport, seconds: u64) -> Outcome {
    let input = Ok(List::default());
    wait::<Ready>(&engine(replay), input, Duration::from_secs(seconds)).await
}

fn status(status: &str) -> ReplayEvent {
    ReplayEvent::json(200, json!({"status": status}))
}

fn refusal(code: &str) -> ReplayEvent {
    ReplayEvent::json(400, json!({"code": code}))
}

#[tokio::test(start_paused = true)]
async fn waiting_goes_on_until_an_answer_is_a_success() {
    let replay = ReplayTransport::new([refusal("NotFound"), status("BUSY"), status("READY")]);
    let start = Instant::now();
    let last = wait_for_ready(&replay, 60).await.unwrap();
    assert_eq!(last.into_result().unwrap().status.as_deref(), Some("READY"));
    let waited = start.elapsed();
    assert!((Duration::from_secs(4)..=Duration::from_secs(7)).contains(&waited), "{waited:?}");
}

#[test]
fn waiting_outside_a_runtime_is_an_error_that_says_so() {
    let replay = ReplayTransport::new([status("READY")]);
    let error = outside_a_runtime(wait_for_ready(&replay, 60)).unwrap_err();
    let WaiterError::OperationFailed(failed) = error else { panic!("{error:?}") };
    let text = failed.into_error().to_string();
    assert!(text.contains("there is no Tokio runtime here"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_failure_ends_it_with_the_answer_or_the_error() {
    let error = wait_for_ready(&ReplayTransport::new([status("FAILED")]), 60).await.unwrap_err();
    let WaiterError::FailureState(state) = &error else { panic!("{error}") };
    assert_eq!(state.final_poll().as_result().unwrap().status.as_deref(), Some("FAILED"));
    assert_eq!(error.code(), None);

    let error = wait_for_ready(&ReplayTransport::new([refusal("Gone")]), 60).await.unwrap_err();
    assert!(matches!(error, WaiterError::FailureState(_)));
    assert_eq!(error.code(), Some("Gone"));
    assert_eq!(error.to_string(), "the condition will not be met: Gone");
}

#[tokio::test(start_paused = true)]
async fn an_error_that_means_nothing_ends_it_with_that() {
    let error = wait_for_ready(&ReplayTransport::new([refusal("Other")]), 60).await.unwrap_err();
    let WaiterError::OperationFailed(failed) = error else { panic!("{error}") };
    assert_eq!(failed.into_error().code(), Some("Other"));

    let broken = ReplayEvent::error(TransportErrorKind::Interrupted, "connection reset");
    let error = wait_for_ready(&ReplayTransport::new([broken]), 60).await.unwrap_err();
    assert!(error.to_string().starts_with("a call failed: List failed"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn time_is_up_with_a_last_call_before_the_end() {
    let replay = ReplayTransport::always(status("BUSY"));
    let start = Instant::now();
    let error = wait_for_ready(&replay, 30).await.unwrap_err();
    let WaiterError::ExceededMaxWait(exceeded) = &error else { panic!("{error}") };
    assert_eq!(exceeded.max_wait(), Duration::from_secs(30));
    assert_eq!(exceeded.poll_count() as usize, replay.requests().len());
    let waited = start.elapsed();
    assert!((Duration::from_secs(28)..Duration::from_secs(29)).contains(&waited), "{waited:?}");
    assert!(error.to_string().starts_with("the condition was not met within 30s and "), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_gets_no_answer_counts_in_the_time() {
    let replay = ReplayTransport::new([status("BUSY"), ReplayEvent::silence()]);
    let start = Instant::now();
    let error = wait_for_ready(&replay, 20).await.unwrap_err();
    let WaiterError::ExceededMaxWait(exceeded) = error else { panic!("{error}") };
    assert_eq!((exceeded.poll_count(), start.elapsed().as_secs()), (2, 20));
}

#[tokio::test(start_paused = true)]
async fn a_time_that_holds_no_pause_is_one_call() {
    let replay = ReplayTransport::always(status("BUSY"));
    assert!(wait_for_ready(&replay, 1).await.is_err());
    assert_eq!(replay.requests().len(), 1);
}

#[tokio::test]
async fn a_call_that_cannot_be_built_is_not_made() {
    let replay = ReplayTransport::new([]);
    let input = Err(BuildError::missing("List", "word"));
    let error = wait::<Ready>(&engine(&replay), input, Duration::from_secs(9)).await.unwrap_err();
    assert!(matches!(error, WaiterError::ConstructionFailure(_)), "{error}");
    assert!(replay.requests().is_empty());
}
