use std::time::Duration;

use serde_json::json;

use super::{List, Listed, Outcome, status};
use crate::config::{ReplayEvent, ReplayTransport};
use crate::error::BuildError;
use crate::fake::{ListError, blocking_engine};
use crate::waiters::error::WaiterError;
use crate::waiters::{AcceptorState, Waiter, wait_blocking};

/// Without delays that a test would notice.
struct Soon;

impl Waiter for Soon {
    type Operation = List;
    const MIN_DELAY: Duration = Duration::from_millis(5);
    const MAX_DELAY: Duration = Duration::from_millis(20);

    fn accept(list: &List, result: Result<&Listed, &ListError>) -> Option<AcceptorState> {
        super::Ready::accept(list, result)
    }
}

fn wait(replay: &ReplayTransport, limit: Duration) -> Outcome {
    wait_blocking::<Soon>(&blocking_engine(replay), Ok(List::default()), limit)
}

#[test]
fn waiting_goes_on_until_an_answer_is_a_success() {
    let missing = ReplayEvent::json(400, json!({"code": "NotFound"}));
    let replay = ReplayTransport::new([missing, status("BUSY"), status("READY")]);
    let last = wait(&replay, Duration::from_secs(60)).unwrap();
    assert_eq!(last.into_result().unwrap().status.as_deref(), Some("READY"));
}

#[test]
fn a_failure_ends_it() {
    let replay = ReplayTransport::new([status("BUSY"), status("FAILED")]);
    let failure = wait(&replay, Duration::from_secs(60)).unwrap_err();
    assert!(matches!(failure, WaiterError::FailureState(_)), "{failure:?}");
}

#[test]
fn time_is_up_although_a_call_gets_no_answer() {
    let replay = ReplayTransport::new([status("BUSY"), ReplayEvent::silence()]);
    let failure = wait(&replay, Duration::from_millis(200)).unwrap_err();
    assert!(matches!(failure, WaiterError::ExceededMaxWait(_)), "{failure:?}");
    assert_eq!(replay.requests().len(), 2);
}

#[test]
fn a_call_that_cannot_be_built_is_not_made() {
    let replay = ReplayTransport::new([]);
    let input = Err(BuildError::missing("List", "token"));
    let limit = Duration::from_secs(60);
    let failure = wait_blocking::<Soon>(&blocking_engine(&replay), input, limit).unwrap_err();
    assert!(matches!(failure, WaiterError::ConstructionFailure(_)), "{failure:?}");
}
