use iot_jobs_data::types::JobExecutionStatus::{
    Failed, InProgress, Queued, Rejected, Succeeded, TimedOut,
};

use super::*;
use crate::fake::RetryNumbering;

fn with_retries(numbering: RetryNumbering, retries: u8) -> Fake {
    let fake = Fake::builder().retry_numbering(numbering).build();
    fake.create_thing(THING).unwrap();
    fake.create_job(job("a").retries(retries).in_progress_timeout_in_minutes(1)).unwrap();
    fake
}

#[test]
fn a_retry_with_the_same_number_has_another_time() {
    let fake = with_retries(RetryNumbering::SameNumber, 1);
    let first = start_with(&fake, &StatusDetails::new().with("claim", "1"), None).unwrap();
    update(&fake, &first, Failed).unwrap();
    assert_eq!(record(&fake, "a"), (Queued, 1, 4));
    let second = start_with(&fake, &StatusDetails::new().with("claim", "2"), None).unwrap();
    assert_eq!((second.id.number, second.version), (1, 5));
    assert!(second.id.queued_at > first.id.queued_at);
    assert_eq!(second.details["claim"], "2");
    assert_eq!(second.time_left, Some(MINUTE));
    update(&fake, &second, Failed).unwrap();
    assert_eq!(record(&fake, "a"), (Failed, 1, 6));
    let statuses: Vec<_> =
        fake.execution(THING, "a").unwrap().history.into_iter().map(|one| one.status).collect();
    assert_eq!(statuses, [Queued, InProgress, Failed, Queued, InProgress, Failed]);
}

#[test]
fn a_retry_can_have_a_higher_number() {
    let fake = with_retries(RetryNumbering::HigherNumber, 2);
    let first = start(&fake).unwrap();
    update(&fake, &first, Failed).unwrap();
    assert_eq!(record(&fake, "a"), (Queued, 2, 1));
    assert_eq!(update(&fake, &first, Failed), Err(CallErrorKind::NotFound));
    let second = start(&fake).unwrap();
    assert!(second.id.queued_at > first.id.queued_at);
    fake.clock().advance(MINUTE);
    assert_eq!(record(&fake, "a"), (Queued, 3, 1));
    let third = start(&fake).unwrap();
    fake.clock().advance(MINUTE);
    assert_eq!(record(&fake, "a"), (TimedOut, 3, 3));
    assert_eq!(
        update(&fake, &third, Succeeded).map(drop).unwrap_err(),
        CallErrorKind::InvalidStateTransition { state: None }
    );
}

#[test]
fn what_was_rejected_or_canceled_is_not_retried() {
    let fake = with_retries(RetryNumbering::SameNumber, 10);
    let one = start(&fake).unwrap();
    update(&fake, &one, Rejected).unwrap();
    assert_eq!(record(&fake, "a"), (Rejected, 1, 3));
    fake.create_job(job("b").retries(3)).unwrap();
    let one = start(&fake).unwrap();
    fake.cancel_job("b", false).unwrap();
    update(&fake, &one, Failed).unwrap();
    assert_eq!(record(&fake, "b"), (Failed, 1, 3));
}

#[test]
fn a_retry_goes_to_the_end_of_the_queue() {
    let fake = with_retries(RetryNumbering::SameNumber, 1);
    fake.create_job(job("b")).unwrap();
    let one = start(&fake).unwrap();
    update(&fake, &one, Failed).unwrap();
    assert_eq!(start(&fake).unwrap().id.job_id, "b");
}
