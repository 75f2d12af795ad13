use iot_jobs_data::types::JobExecutionStatus::{InProgress, Rejected, Succeeded};
use iot_jobs_data::{Client, blocking};
use smithy_client_runtime::error::{ProvideErrorMetadata, RequestId};

use super::*;

fn client(fake: &Fake) -> blocking::Client {
    blocking::Client::from_conf(fake.config().build())
}

#[test]
fn an_answer_has_all_members() {
    let fake = fake(&[]);
    fake.create_job(job("a").in_progress_timeout_in_minutes(10)).unwrap();
    fake.clock().advance(MINUTE);
    let client = client(&fake);
    let start = client.start_next_pending_job_execution().thing_name(THING);
    let started = start.status_details("claim", "1").step_timeout_in_minutes(5).send().unwrap();
    assert!(started.request_id().is_some());
    let one = started.execution.unwrap();
    assert_eq!(one.job_id.as_deref(), Some("a"));
    assert_eq!(one.thing_name.as_deref(), Some(THING));
    assert_eq!(one.status, Some(InProgress));
    assert_eq!(one.status_details.unwrap()["claim"], "1");
    assert_eq!(one.queued_at, 1_767_225_600);
    assert_eq!(
        (one.started_at, one.last_updated_at),
        (Some(one.queued_at + 60), one.queued_at + 60)
    );
    assert_eq!((one.version_number, one.execution_number), (2, Some(1)));
    assert_eq!(one.approximate_seconds_before_timed_out, Some(300));
    assert_eq!(one.job_document.as_deref(), Some(r#"{"job":"a"}"#));
    // The job id is encoded in the path.
    let next = client.describe_job_execution().thing_name(THING).job_id("$next");
    let next = next.include_job_document(false).send().unwrap().execution.unwrap();
    assert_eq!((next.job_id.as_deref(), next.job_document), (Some("a"), None));
}

#[test]
fn the_pending_executions_are_listed() {
    let fake = fake(&["a", "b"]);
    let client = client(&fake);
    start(&fake).unwrap();
    let all = client.get_pending_job_executions().thing_name(THING).send().unwrap();
    let ids = |list: Option<Vec<iot_jobs_data::types::JobExecutionSummary>>| -> Vec<_> {
        list.unwrap().into_iter().map(|one| (one.job_id.unwrap(), one.version_number)).collect()
    };
    assert_eq!(ids(all.in_progress_jobs), [("a".to_owned(), 2)]);
    assert_eq!(ids(all.queued_jobs), [("b".to_owned(), 1)]);
}

#[test]
fn an_update_answers_with_what_it_was_asked_for() {
    let fake = fake(&["a"]);
    let client = client(&fake);
    let update = || client.update_job_execution().thing_name(THING).job_id("a").status(InProgress);
    let output = update().send().unwrap();
    assert_eq!((output.execution_state, output.job_document), (None, None));
    let asked = update().include_job_document(true).include_job_execution_state(true);
    let output = asked.status_details("step", "1").step_timeout_in_minutes(1).send().unwrap();
    let state = output.execution_state.unwrap();
    assert_eq!((state.status, state.version_number), (Some(InProgress), 3));
    assert_eq!(state.status_details.unwrap()["step"], "1");
    assert_eq!(output.job_document.as_deref(), Some(r#"{"job":"a"}"#));
    // Without details, they stay. -1 cancels the timer.
    assert!(fake.clock().until_next_event().is_some());
    update().step_timeout_in_minutes(-1).send().unwrap();
    assert_eq!(fake.execution(THING, "a").unwrap().details["step"], "1");
    assert_eq!(fake.clock().until_next_event(), None);
}

#[test]
fn errors_have_status_code_and_message() {
    let fake = fake(&["a"]);
    let client = client(&fake);
    let update = || client.update_job_execution().thing_name(THING).job_id("a");
    let error = update().status(Succeeded).expected_version(9).send().unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 400);
    assert_eq!(error.code(), Some("InvalidRequestException"));
    assert_eq!(error.message(), Some("Expected version 9 but found version 1"));
    update().status(Rejected).expected_version(1).send().unwrap();
    let error = update().status(Succeeded).send().unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 409);
    assert!(error.into_service_error().is_invalid_state_transition_exception());
    let describe = |job| client.describe_job_execution().thing_name(THING).job_id(job).send();
    let error = describe("a").unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 410);
    assert!(error.into_service_error().is_terminal_state_exception());
    let error = describe("b").unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 404);
    assert!(error.into_service_error().is_resource_not_found_exception());
}

#[test]
fn http_errors_have_the_state_if_it_was_asked_for() {
    let fake = Fake::builder().state_in_errors(true).build();
    fake.create_thing(THING).unwrap();
    fake.create_job(job("a")).unwrap();
    let update = client(&fake).update_job_execution().thing_name(THING).job_id("a");
    let error = update.status(Succeeded).expected_version(9).send().unwrap_err();
    let error = error.into_service_error();
    let iot_jobs_data::operation::update_job_execution::UpdateJobExecutionError::InvalidRequestException(
        error,
    ) = error
    else {
        panic!("another error: {error:?}");
    };
    assert_eq!(error.execution_state.unwrap().version_number, 1);
}

#[tokio::test]
async fn the_asynchronous_client_works_as_well() {
    let fake = fake(&["a"]);
    let client = Client::from_conf(fake.config().build());
    let start = client.start_next_pending_job_execution().thing_name(THING).send();
    let one = start.await.unwrap().execution.unwrap();
    let update = client.update_job_execution().thing_name(THING).set_job_id(one.job_id);
    update.status(Succeeded).send().await.unwrap();
    assert_eq!(record(&fake, "a"), (Succeeded, 1, 3));
}
