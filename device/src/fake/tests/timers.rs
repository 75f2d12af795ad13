use iot_jobs_data::types::JobExecutionStatus::{InProgress, Succeeded, TimedOut};

use super::*;
use crate::fake::ChangedBy;

fn seconds_left(fake: &Fake) -> Option<u64> {
    let next = execution(fake.call(THING, &JobsCall::DescribeNext)).unwrap();
    next.time_left.map(|left| left.as_secs())
}

fn step(fake: &Fake, one: &Execution, minutes: Option<u16>) -> Result<Answer, CallErrorKind> {
    let update =
        Update { step_timeout_in_minutes: minutes, ..Update::new(one.id.clone(), InProgress) };
    kind(fake.call(THING, &JobsCall::Update(update)))
}

#[test]
fn the_timer_of_the_job_begins_with_the_execution_and_stays() {
    let fake = fake(&[]);
    fake.create_job(job("a").in_progress_timeout_in_minutes(10)).unwrap();
    fake.clock().advance(60 * MINUTE);
    assert_eq!(seconds_left(&fake), None);
    let one = start(&fake).unwrap();
    assert_eq!(one.time_left, Some(10 * MINUTE));
    fake.clock().advance(4 * MINUTE);
    update(&fake, &one, InProgress).unwrap();
    assert_eq!(seconds_left(&fake), Some(6 * 60));
    assert_eq!(fake.clock().until_next_event(), Some(6 * MINUTE));
    fake.clock().advance(6 * MINUTE - Duration::from_millis(1));
    assert_eq!(seconds_left(&fake), Some(0));
    fake.clock().advance(Duration::from_millis(1));
    assert_eq!(record(&fake, "a"), (TimedOut, 1, 4));
    let record = fake.execution(THING, "a").unwrap();
    assert_eq!(record.history.last().unwrap().by, ChangedBy::Service);
    assert_eq!(record.last_updated_at, record.started_at.unwrap() + 600);
    assert_eq!(
        update(&fake, &one, Succeeded).unwrap_err(),
        CallErrorKind::InvalidStateTransition { state: None }
    );
    assert_eq!(fake.clock().until_next_event(), None);
}

#[test]
fn the_step_timer_can_be_restarted_but_not_outlast_the_job() {
    let fake = fake(&[]);
    fake.create_job(job("a").in_progress_timeout_in_minutes(10)).unwrap();
    let one = start_with(&fake, &StatusDetails::new(), Some(3)).unwrap();
    assert_eq!(one.time_left, Some(3 * MINUTE));
    fake.clock().advance(2 * MINUTE);
    step(&fake, &one, None).unwrap();
    assert_eq!(seconds_left(&fake), Some(60));
    step(&fake, &one, Some(5)).unwrap();
    assert_eq!(seconds_left(&fake), Some(300));
    step(&fake, &one, Some(10_080)).unwrap();
    assert_eq!(seconds_left(&fake), Some(8 * 60));
    fake.clock().advance(8 * MINUTE);
    assert_eq!(record(&fake, "a").0, TimedOut);
}

#[test]
fn a_step_that_takes_too_long_times_out() {
    let fake = fake(&["a", "b"]);
    let one = start_with(&fake, &StatusDetails::new().with("claim", "1"), Some(1)).unwrap();
    fake.clock().advance(MINUTE);
    assert_eq!(record(&fake, "a"), (TimedOut, 1, 3));
    assert_eq!(fake.execution(THING, "a").unwrap().details, one.details);
    assert_eq!(start(&fake).unwrap().id.job_id, "b");
}

#[test]
fn timers_end_with_the_execution() {
    let fake = fake(&[]);
    fake.create_job(job("a").in_progress_timeout_in_minutes(1)).unwrap();
    let one = start_with(&fake, &StatusDetails::new(), Some(1)).unwrap();
    update(&fake, &one, Succeeded).unwrap();
    fake.clock().advance(60 * MINUTE);
    assert_eq!(record(&fake, "a"), (Succeeded, 1, 3));
}

#[test]
fn timers_run_out_in_order() {
    let fake = fake(&[]);
    for thing in ["t1", "t2"] {
        fake.create_thing(thing).unwrap();
    }
    for (id, thing, minutes) in [("late", "t1", 3), ("early", "t2", 2)] {
        fake.create_job(
            FakeJob::new(id, "{}").target(thing).in_progress_timeout_in_minutes(minutes),
        )
        .unwrap();
        let call =
            JobsCall::StartNext { details: Default::default(), step_timeout_in_minutes: None };
        fake.call(thing, &call).unwrap();
    }
    let start = fake.execution("t1", "late").unwrap().started_at.unwrap();
    fake.clock().advance(5 * MINUTE);
    let ended = |thing, job| fake.execution(thing, job).unwrap().last_updated_at - start;
    assert_eq!((ended("t1", "late"), ended("t2", "early")), (180, 120));
}
