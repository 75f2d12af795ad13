//! The same calls over HTTP, over MQTT and direct give the same answers.

mod direct;
mod http;
mod mqtt;

use std::collections::BTreeMap;

use iot_jobs_data::types::JobExecutionStatus::{
    self, Canceled, Failed, InProgress, Rejected, Succeeded,
};

use super::*;
use crate::fake::{Fault, RetryNumbering};

/// A call, or something that happens between calls.
#[derive(Clone, Debug)]
enum Step {
    StartNext(&'static [(&'static str, &'static str)], Option<u16>),
    DescribeNext,
    Describe(&'static str, i64),
    GetPending,
    Update(Report),
    Advance(u64),
    Cancel(&'static str, bool),
    Delete(&'static str),
    Remove(&'static str),
    Fail(Fault),
}

#[derive(Clone, Debug)]
struct Report {
    job: &'static str,
    number: i64,
    status: JobExecutionStatus,
    details: &'static [(&'static str, &'static str)],
    expected: Option<i64>,
    minutes: Option<u16>,
}

/// What all ways have in common.
#[derive(Debug, PartialEq)]
enum Seen {
    Execution(Option<Execution>),
    /// Job, number, time of queueing.
    Pending(Vec<(String, i64, i64)>, Vec<(String, i64, i64)>),
    Updated,
    Refused(&'static str),
}

#[test]
fn all_ways_give_the_same_answers() {
    for numbering in [RetryNumbering::SameNumber, RetryNumbering::HigherNumber] {
        let ways = [world(numbering), world(numbering), world(numbering)];
        let (http, mqtt) = (http::Http::new(&ways[1]), mqtt::Mqtt::new(&ways[2]));
        let mut refused = 0;
        for (index, step) in steps().iter().enumerate() {
            if happen(&ways, step) {
                continue;
            }
            let expected = direct::call(&ways[0], step);
            refused += usize::from(matches!(expected, Seen::Refused(_)));
            assert_eq!(http.call(step), expected, "HTTP, step {index}: {step:?}");
            assert_eq!(mqtt.call(step), expected, "MQTT, step {index}: {step:?}");
        }
        assert!(refused > 15, "{refused}");
        let records = |fake: &Fake| ["a", "b", "c", "d"].map(|job| fake.execution(THING, job));
        assert_eq!(records(&ways[1]), records(&ways[0]));
        assert_eq!(records(&ways[2]), records(&ways[0]));
        assert_eq!(ways[1].counts(), ways[0].counts());
        assert_eq!(ways[2].counts(), ways[0].counts());
    }
}

fn world(numbering: RetryNumbering) -> Fake {
    let fake = Fake::builder().retry_numbering(numbering).build();
    fake.create_thing(THING).unwrap();
    for (index, id) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let retries = u8::try_from(index).unwrap();
        fake.create_job(job(id).in_progress_timeout_in_minutes(10).retries(retries)).unwrap();
    }
    fake
}

fn happen(ways: &[Fake], step: &Step) -> bool {
    for fake in ways {
        match step {
            Step::Advance(seconds) => fake.clock().advance(Duration::from_secs(*seconds)),
            Step::Cancel(job, force) => fake.cancel_job(job, *force).unwrap(),
            Step::Delete(job) => fake.delete_job(job, true).unwrap(),
            Step::Remove(job) => fake.remove_target(job, THING, true).unwrap(),
            Step::Fail(fault) => fake.fail_next(fault.clone()),
            _ => return false,
        }
    }
    true
}

fn report(job: &'static str, status: JobExecutionStatus) -> Report {
    Report { job, number: 1, status, details: &[], expected: None, minutes: None }
}

fn steps() -> Vec<Step> {
    use Step::{
        Advance, Cancel, Delete, Describe, DescribeNext, Fail, GetPending, Remove, StartNext,
    };
    let update = Step::Update;

    vec![
        GetPending,
        DescribeNext,
        Describe("a", 1),
        Describe("a", 2),
        Describe("z", 1),
        Describe("a b", 1),
        StartNext(&[("a b", "1")], None),
        StartNext(&[("claim", "")], None),
        StartNext(&[("claim", "1")], Some(0)),
        StartNext(&[("claim", "1")], Some(3)),
        Advance(61),
        StartNext(&[("claim", "2")], Some(5)),
        GetPending,
        update(Report { details: &[("claim", "1"), ("step", "x")], ..report("a", InProgress) }),
        update(Report { expected: Some(9), ..report("a", InProgress) }),
        update(Report { expected: Some(3), minutes: Some(8), ..report("a", InProgress) }),
        update(Report { minutes: Some(10_081), ..report("a", InProgress) }),
        update(report("a", Canceled)),
        update(report("a", JobExecutionStatus::from("FAILURE"))),
        Describe("a", 1),
        Fail(Fault::Throttle { retry_after: None }),
        GetPending,
        Fail(Fault::ServerError { is_applied: true }),
        update(report("a", InProgress)),
        Fail(Fault::LoseAnswer),
        update(report("a", Succeeded)),
        update(report("a", Succeeded)),
        Describe("a", 1),
        // Out of turn, and retried.
        update(report("c", InProgress)),
        StartNext(&[], None),
        Advance(600),
        GetPending,
        update(report("c", Failed)),
        update(Report { number: 2, ..report("c", Failed) }),
        GetPending,
        StartNext(&[("claim", "3")], None),
        update(report("b", Failed)),
        StartNext(&[("claim", "4")], Some(1)),
        Fail(Fault::Duplicate),
        update(Report { expected: Some(2), ..report("d", Rejected) }),
        Cancel("d", true),
        Describe("d", 1),
        update(report("d", Succeeded)),
        StartNext(&[], None),
        Remove("b"),
        Describe("b", 1),
        Describe("b", 2),
        Delete("b"),
        Describe("b", 1),
        GetPending,
        DescribeNext,
    ]
}

fn details(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
