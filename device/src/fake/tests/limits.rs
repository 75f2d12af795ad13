use iot_jobs_data::types::JobExecutionStatus::InProgress;

use super::*;

#[test]
fn details_have_the_limits_of_the_model() {
    let fake = fake(&["a"]);
    let one = start(&fake).unwrap();
    let send = |name: &str, value: &str| {
        let details = [(name.to_owned(), value.to_owned())].into();
        let update = Update { details, ..Update::new(one.id.clone(), InProgress) };
        let updated = fake.call(THING, &JobsCall::Update(update));
        let details = [(name.to_owned(), value.to_owned())].into();
        let call = JobsCall::StartNext { details, step_timeout_in_minutes: None };
        let started = fake.call(THING, &call);
        assert_eq!(updated.is_ok(), started.is_ok(), "{name:?} {value:?}");
        kind(updated).map(drop)
    };
    let long = |c: &str, count| c.repeat(count);
    for (name, value) in
        [("a:Z_9-", "ä 漢 🚀 ~"), (&*long("n", 128), "v"), ("n", &*long("ä", 1024))]
    {
        assert_eq!(send(name, value), Ok(()), "{name:?} {value:?}");
    }
    for (name, value) in [
        ("", "v"),
        ("a b", "v"),
        ("ä", "v"),
        ("a.b", "v"),
        (&*long("n", 129), "v"),
        ("n", ""),
        ("n", &*long("v", 1025)),
        ("n", "a\nb"),
        ("n", "a\tb"),
        ("n", "a\u{7f}"),
        ("n", "a\u{200d}b"),
        ("n", "\u{e000}"),
        ("n", "\u{378}"),
    ] {
        assert_eq!(send(name, value), Err(CallErrorKind::InvalidRequest), "{name:?} {value:?}");
    }
}

#[test]
fn step_timers_are_one_minute_to_a_week() {
    let fake = fake(&["a"]);
    for (minutes, is_accepted) in [(0, false), (1, true), (10_080, true), (10_081, false)] {
        let call = JobsCall::StartNext {
            details: Default::default(),
            step_timeout_in_minutes: Some(minutes),
        };
        assert_eq!(fake.call(THING, &call).is_ok(), is_accepted, "{minutes}");
    }
}

#[test]
fn names_of_things_and_jobs_have_patterns() {
    let fake = fake(&[]);
    let long = "n".repeat(129);
    for name in ["", "a b", "ä", "a/b", &long] {
        assert_eq!(fake.create_thing(name).unwrap_err().code(), "InvalidRequestException");
        let error = kind(fake.call(name, &JobsCall::GetPending)).unwrap_err();
        assert_eq!(error, CallErrorKind::InvalidRequest);
    }
    fake.create_thing("a:Z_9-").unwrap();
    for id in ["", "a:b", "$next", &long[..65]] {
        assert_eq!(fake.create_job(job(id)).unwrap_err().code(), "InvalidRequestException", "{id}");
    }
    fake.create_job(job(&long[..64])).unwrap();
}

#[test]
fn jobs_have_limits() {
    let fake = fake(&["a"]);
    let refused = |job| fake.create_job(job).unwrap_err();
    assert_eq!(refused(job("a")).code(), "ResourceAlreadyExistsException");
    assert_eq!(refused(FakeJob::new("b", "{}")).code(), "InvalidRequestException");
    let elsewhere = refused(FakeJob::new("b", "{}").target("other"));
    assert_eq!(elsewhere.to_string(), "ResourceNotFoundException: Thing other cannot be found.");
    for job in [job("b").in_progress_timeout_in_minutes(0), job("b").retries(11)] {
        assert_eq!(refused(job).code(), "InvalidRequestException");
    }
    let document = |length: usize| format!("\"{}\"", "ä".repeat(length - 2));
    for text in ["", "no JSON", "{", &document(32_769)] {
        let job = FakeJob::new("b", text).target(THING);
        assert_eq!(refused(job).code(), "InvalidRequestException");
    }
    fake.create_job(FakeJob::new("b", document(32_768)).target(THING)).unwrap();
    let any = FakeJob::new("c", "no JSON").target(THING).with_unchecked_document();
    fake.create_job(any).unwrap();
    assert!(fake.execution(THING, "b").is_some());
}
