use iot_jobs_data::types::JobExecutionStatus::{InProgress, Queued, Succeeded};

use super::*;
use crate::fake::{Fault, FaultRates};

#[test]
fn each_fault_has_its_kind_and_says_whether_the_call_was_carried_out() {
    use CallErrorKind::{ClockWrong, Denied, InvalidRequest, Unanswered, Unreachable};

    let wait = Some(Duration::from_secs(7));
    let unavailable =
        |retry_after, may_be_applied| CallErrorKind::Unavailable { retry_after, may_be_applied };
    for (fault, expected, is_applied) in [
        (Fault::Unreachable, Unreachable, false),
        (Fault::LoseRequest, Unanswered, false),
        (Fault::LoseAnswer, Unanswered, true),
        (Fault::Disconnect, Unanswered, false),
        (Fault::ServerError { is_applied: false }, unavailable(None, true), false),
        (Fault::ServerError { is_applied: true }, unavailable(None, true), true),
        (
            Fault::Unavailable { is_applied: false, retry_after: wait },
            unavailable(wait, true),
            false,
        ),
        (Fault::Unavailable { is_applied: true, retry_after: None }, unavailable(None, true), true),
        (Fault::Throttle { retry_after: wait }, unavailable(wait, false), false),
        (Fault::Denied, Denied, false),
        (Fault::CertificateRejected, Denied, false),
        (Fault::QuotaExceeded, InvalidRequest, false),
        (Fault::ClockWrong, ClockWrong, false),
    ] {
        let fake = fake(&["a"]);
        fake.fail_next(fault.clone());
        let call =
            JobsCall::StartNext { details: Default::default(), step_timeout_in_minutes: None };
        assert_eq!(kind(fake.call(THING, &call)), Err(expected), "{fault:?}");
        let expected = if is_applied { (InProgress, 1, 2) } else { (Queued, 1, 1) };
        assert_eq!(record(&fake, "a"), expected, "{fault:?}");
        assert_eq!(fake.counts().start_next, u64::from(is_applied), "{fault:?}");
        assert_eq!(fake.counts().faults, 1);
        assert!(fake.call(THING, &call).is_ok());
    }
}

#[test]
fn a_duplicate_is_carried_out_twice() {
    let fake = fake(&["a"]);
    let one = start(&fake).unwrap();
    fake.fail_next(Fault::Duplicate);
    let report = Update { expected_version: Some(2), ..Update::new(one.id, InProgress) };
    let error = fake.call(THING, &JobsCall::Update(report)).unwrap_err();
    assert_eq!(error.to_string(), "Expected version 2 but found version 3");
    assert_eq!(fake.counts().update, 2);
}

#[test]
fn a_delayed_request_is_carried_out_in_its_turn() {
    let fake = fake(&[]);
    fake.create_job(job("a").in_progress_timeout_in_minutes(1)).unwrap();
    let one = start(&fake).unwrap();
    fake.fail_next(Fault::Delay(Duration::from_secs(59)));
    assert_eq!(update(&fake, &one, Succeeded), Err(CallErrorKind::Unanswered));
    assert_eq!(record(&fake, "a").0, InProgress);
    assert_eq!(fake.clock().until_next_event(), Some(Duration::from_secs(59)));
    fake.clock().advance(10 * MINUTE);
    assert_eq!(record(&fake, "a"), (Succeeded, 1, 3));
    assert_eq!(fake.execution(THING, "a").unwrap().last_updated_at, one.id.queued_at + 59);
}

#[test]
fn a_delayed_request_can_be_too_late() {
    let fake = fake(&["a"]);
    let one = start(&fake).unwrap();
    fake.fail_next(Fault::Delay(MINUTE));
    update(&fake, &one, InProgress).unwrap_err();
    update(&fake, &one, Succeeded).unwrap();
    fake.clock().advance(MINUTE);
    assert_eq!(record(&fake, "a"), (Succeeded, 1, 3));
    assert_eq!(fake.counts().refused, 1);
}

#[test]
fn a_seed_repeats_a_whole_run() {
    let run = |seed| {
        let fake = fake(&["a", "b", "c"]);
        fake.set_fault_rates(FaultRates::of_every_kind(seed, 0.05));
        let mut log = Vec::new();
        for _ in 0..100 {
            let call = JobsCall::StartNext {
                details: Default::default(),
                step_timeout_in_minutes: Some(1),
            };
            let answer = kind(fake.call(THING, &call));
            if let Ok(Answer::Execution(Some(one))) = &answer {
                log.push(format!("{:?}", update(&fake, one, Succeeded)));
            }
            log.push(format!("{answer:?}"));
            fake.clock().advance(Duration::from_secs(20));
        }
        (log, fake.counts())
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
    assert!(run(1).1.faults > 30);
}
