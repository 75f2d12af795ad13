use iot_jobs_data::types::JobExecutionStatus::{
    Canceled, Failed, InProgress, Queued, Rejected, Succeeded, TimedOut,
};

use super::*;
use crate::fake::ChangedBy::{Device, Service};
use crate::jobs::VersionMismatch;

#[test]
fn executions_are_started_in_the_order_of_the_queue() {
    let fake = fake(&["b", "a", "c"]);
    for expected in ["b", "a", "c"] {
        let one = start(&fake).unwrap();
        assert_eq!((one.id.job_id.as_str(), one.id.number, one.version), (expected, 1, 2));
        assert_eq!(one.document.as_deref(), Some(&*format!(r#"{{"job":"{expected}"}}"#)));
        assert_eq!(one.status, InProgress);
        assert_eq!(update(&fake, &one, Succeeded), Ok(Answer::Updated));
    }
    assert_eq!(start(&fake), None);
    assert_eq!(execution(fake.call(THING, &JobsCall::DescribeNext)), None);
}

#[test]
fn one_that_is_in_progress_comes_first_and_as_it_is() {
    let fake = fake(&["first", "second"]);
    let second = fake.execution(THING, "second").unwrap().id;
    let details = StatusDetails::new().with("claim", "1").as_map().clone();
    let claim = Update { details, ..Update::new(second, InProgress) };
    fake.call(THING, &JobsCall::Update(claim)).unwrap();
    for _ in 0..2 {
        let one = start_with(&fake, &StatusDetails::new().with("claim", "2"), Some(5)).unwrap();
        assert_eq!((one.id.job_id.as_str(), one.version), ("second", 2));
        assert_eq!(one.details["claim"], "1");
        assert_eq!(one.time_left, None);
    }
    let next = execution(fake.call(THING, &JobsCall::DescribeNext)).unwrap();
    assert_eq!(next.id.job_id, "second");
    let Answer::Pending(pending) = fake.call(THING, &JobsCall::GetPending).unwrap() else {
        panic!("not a list");
    };
    assert_eq!(pending.in_progress[0].job_id, "second");
    assert_eq!(pending.queued[0].job_id, "first");
}

#[test]
fn an_update_raises_the_version_and_replaces_the_details() {
    let fake = fake(&["a"]);
    let one = start_with(&fake, &StatusDetails::new().with("x", "1").with("y", "1"), None).unwrap();
    let details = StatusDetails::new().with("y", "2").as_map().clone();
    let mut report = Update { details, ..Update::new(one.id, InProgress) };
    report.expected_version = Some(9);
    let mismatch = VersionMismatch { expected: Some(9), found: Some(2), state: None };
    let error = fake.call(THING, &JobsCall::Update(report.clone())).unwrap_err();
    assert_eq!(error.to_string(), "Expected version 9 but found version 2");
    assert_eq!(*error.kind(), CallErrorKind::VersionMismatch(mismatch));
    report.expected_version = Some(2);
    fake.call(THING, &JobsCall::Update(report.clone())).unwrap();
    let record = fake.execution(THING, "a").unwrap();
    assert_eq!(record.version, 3);
    assert_eq!(record.details, report.details);
    let history: Vec<_> = record
        .history
        .iter()
        .map(|change| (change.by, change.version, change.details.len()))
        .collect();
    assert_eq!(history, [(Service, 1, 0), (Device, 2, 2), (Device, 3, 1)]);
}

#[test]
fn an_ended_execution_can_neither_be_changed_nor_described() {
    for status in [Succeeded, Failed, Rejected] {
        let fake = fake(&["a"]);
        let one = start(&fake).unwrap();
        update(&fake, &one, status.clone()).unwrap();
        let refused = Err(CallErrorKind::InvalidStateTransition { state: None });
        assert_eq!(update(&fake, &one, status.clone()), refused);
        assert_eq!(update(&fake, &one, InProgress), refused);
        assert_eq!(describe(&fake, &one), Err(CallErrorKind::Ended));
        assert_eq!(record(&fake, "a"), (status, 1, 3));
    }
}

#[test]
fn what_only_the_service_may_set_is_refused() {
    let fake = fake(&["a"]);
    let one = start(&fake).unwrap();
    for status in [Queued, TimedOut, Canceled, JobExecutionStatus::Removed] {
        let refused = Err(CallErrorKind::InvalidStateTransition { state: None });
        assert_eq!(update(&fake, &one, status), refused);
    }
    for status in ["", "FAILURE"] {
        let status = JobExecutionStatus::from(status);
        assert_eq!(update(&fake, &one, status), Err(CallErrorKind::InvalidRequest));
    }
    assert_eq!(record(&fake, "a"), (InProgress, 1, 2));
}

#[test]
fn errors_have_the_state_if_it_was_asked_for() {
    let fake = Fake::builder().state_in_errors(true).build();
    fake.create_thing(THING).unwrap();
    fake.create_job(job("a")).unwrap();
    let one = start_with(&fake, &StatusDetails::new().with("claim", "1"), None).unwrap();
    let report = Update { expected_version: Some(1), ..Update::new(one.id.clone(), Succeeded) };
    let mismatch = kind(fake.call(THING, &JobsCall::Update(report))).unwrap_err();
    let CallErrorKind::VersionMismatch(VersionMismatch { state: Some(state), .. }) = mismatch
    else {
        panic!("without state: {mismatch:?}");
    };
    assert_eq!((state.status, state.version_number), (Some(InProgress), 2));
    assert_eq!(state.status_details.unwrap()["claim"], "1");
    update(&fake, &one, Succeeded).unwrap();
    let refused = update(&fake, &one, Failed).unwrap_err();
    let CallErrorKind::InvalidStateTransition { state: Some(state) } = refused else {
        panic!("without state: {refused:?}");
    };
    assert_eq!(state.status, Some(Succeeded));
}

#[test]
fn unknown_things_jobs_and_numbers_are_not_found() {
    let fake = fake(&["a"]);
    let mut one = start(&fake).unwrap();
    let not_found = Err(CallErrorKind::NotFound);
    assert_eq!(
        kind(fake.call("other", &JobsCall::GetPending)).map(drop),
        Err(CallErrorKind::NotFound)
    );
    one.id.number = 2;
    assert_eq!(describe(&fake, &one), not_found);
    assert_eq!(update(&fake, &one, Succeeded), not_found);
    one.id = crate::jobs::ExecutionId::new("b", 1, 0);
    assert_eq!(describe(&fake, &one), not_found);
    assert_eq!(fake.counts().refused, 4);
}

#[test]
fn presigned_urls_are_new_at_each_delivery() {
    let fake = fake(&[]);
    let url = "${aws:iot:s3-presigned-url:https://s3.eu-central-1.amazonaws.com/b/k}";
    fake.create_job(FakeJob::new("a", json!({ "url": url })).target(THING)).unwrap();
    let first = start(&fake).unwrap();
    let Ok(Answer::Execution(Some(second))) = describe(&fake, &first) else {
        panic!("no execution")
    };
    let (first, second) = (first.document.unwrap(), second.document.unwrap());
    assert!(
        first.starts_with(r#"{"url":"https://s3.eu-central-1.amazonaws.com/b/k?X-Amz"#),
        "{first}"
    );
    assert_ne!(first, second);
}
