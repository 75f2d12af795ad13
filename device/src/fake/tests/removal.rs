use iot_jobs_data::types::JobExecutionStatus::{Canceled, InProgress, Queued, Removed, Succeeded};

use super::*;

#[test]
fn a_canceled_job_leaves_what_is_in_progress_unless_forced() {
    let fake = fake(&["a", "b"]);
    let one = start(&fake).unwrap();
    fake.cancel_job("a", false).unwrap();
    fake.cancel_job("b", false).unwrap();
    assert_eq!(record(&fake, "a"), (InProgress, 1, 2));
    assert_eq!(record(&fake, "b"), (Canceled, 1, 2));
    assert_eq!(fake.cancel_job("b", true).unwrap_err().code(), "InvalidRequestException");
    update(&fake, &one, Succeeded).unwrap();
}

#[test]
fn force_ends_what_is_in_progress() {
    let fake = fake(&["a", "b"]);
    let one = start(&fake).unwrap();
    fake.cancel_job("a", true).unwrap();
    assert_eq!(record(&fake, "a"), (Canceled, 1, 3));
    assert_eq!(
        update(&fake, &one, Succeeded),
        Err(CallErrorKind::InvalidStateTransition { state: None })
    );
    assert_eq!(describe(&fake, &one), Err(CallErrorKind::Ended));
    let one = start(&fake).unwrap();
    let refused = fake.cancel_execution(THING, "b", false).unwrap_err();
    assert_eq!(refused.code(), "InvalidStateTransitionException");
    fake.cancel_execution(THING, "b", true).unwrap();
    assert_eq!(describe(&fake, &one), Err(CallErrorKind::Ended));
}

#[test]
fn a_deleted_job_is_gone_but_its_history_stays() {
    let fake = fake(&["a"]);
    let one = start(&fake).unwrap();
    let refused = fake.delete_job("a", false).unwrap_err();
    assert_eq!(refused.code(), "InvalidStateTransitionException");
    fake.delete_job("a", true).unwrap();
    assert_eq!(describe(&fake, &one), Err(CallErrorKind::NotFound));
    assert_eq!(update(&fake, &one, Succeeded), Err(CallErrorKind::NotFound));
    assert_eq!(start(&fake), None);
    let record = fake.execution(THING, "a").unwrap();
    assert!(record.is_deleted);
    assert_eq!(record.history.len(), 3);
    // Another job with the same id begins anew.
    fake.create_job(job("a")).unwrap();
    let again = start(&fake).unwrap();
    assert_eq!((again.id.number, again.version), (1, 2));
    assert_ne!(again.id, one.id);
}

#[test]
fn a_deleted_thing_is_gone_with_its_executions() {
    let fake = fake(&["a"]);
    let one = start(&fake).unwrap();
    fake.delete_thing(THING).unwrap();
    for result in [describe(&fake, &one), update(&fake, &one, Succeeded)] {
        assert_eq!(result, Err(CallErrorKind::NotFound));
    }
    assert_eq!(kind(fake.call(THING, &JobsCall::DescribeNext)), Err(CallErrorKind::NotFound));
    assert_eq!(fake.delete_thing(THING).unwrap_err().code(), "ResourceNotFoundException");
    assert!(fake.execution(THING, "a").unwrap().is_deleted);
    fake.create_thing(THING).unwrap();
    assert_eq!(start(&fake), None);
}

#[test]
fn a_thing_that_leaves_a_job_keeps_the_version() {
    let fake = fake(&["a", "b"]);
    fake.remove_target("b", THING, false).unwrap();
    assert_eq!(record(&fake, "b"), (Removed, 1, 1));
    let one = start(&fake).unwrap();
    assert!(fake.remove_target("a", THING, false).is_err());
    fake.remove_target("a", THING, true).unwrap();
    assert_eq!(record(&fake, "a"), (Removed, 1, 2));
    assert_eq!(
        update(&fake, &one, Succeeded),
        Err(CallErrorKind::InvalidStateTransition { state: None })
    );
    fake.add_target("a", THING).unwrap();
    assert_eq!(record(&fake, "a"), (Queued, 2, 1));
    fake.add_target("a", THING).unwrap();
    assert_eq!(record(&fake, "a"), (Queued, 2, 1));
}
