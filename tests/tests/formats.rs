//! serde on shapes: inputs and outputs can be stored in every format that keeps names.

use std::collections::HashMap;
use std::fmt::Debug;

use iot_jobs_data::operation::describe_job_execution::{
    DescribeJobExecutionInput, DescribeJobExecutionOutput,
};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsOutput;
use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionInput;
use iot_jobs_data::types::{CommandParameterValue, JobExecutionStatus};
use serde::Serialize;
use serde::de::DeserializeOwned;
use smithy_client_runtime::primitives::{Blob, DateTime, Document, parse_document};
use smithy_client_runtime::wire::{
    As, Base64, DefaultOnNull, Dense, EpochSeconds, Float, HttpDate, Int, JsonValue, Rfc3339,
};
use smithy_client_runtime::{tagged_union, wire};

type Read<T> = Box<dyn Fn(&[u8]) -> Result<T, String>>;

/// A value in each format, and a function that reads it.
fn formats<T: Serialize + DeserializeOwned>(value: &T) -> [(&'static str, Vec<u8>, Read<T>); 3] {
    let json = serde_json::to_vec(value).expect("JSON");
    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).expect("CBOR");
    let messagepack = rmp_serde::to_vec_named(value).expect("MessagePack");
    [
        ("JSON", json, Box::new(|bytes| serde_json::from_slice(bytes).map_err(text))),
        ("CBOR", cbor, Box::new(|bytes| ciborium::from_reader(bytes).map_err(text))),
        ("MessagePack", messagepack, Box::new(|bytes| rmp_serde::from_slice(bytes).map_err(text))),
    ]
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

#[track_caller]
fn assert_kept<T: Debug + DeserializeOwned + PartialEq + Serialize>(value: &T) {
    for (format, bytes, read) in formats(value) {
        assert_eq!(read(&bytes).as_ref(), Ok(value), "{format}");
    }
}

#[test]
fn calls_are_kept() {
    let update = UpdateJobExecutionInput::builder()
        .thing_name("pump")
        .job_id("flush")
        .status(JobExecutionStatus::Failed)
        .status_details("step", "é")
        .expected_version(i64::MAX)
        .step_timeout_in_minutes(-1)
        .include_job_document(true);
    assert_kept(&update.build().expect("every required member is set"));
    let command = StartCommandExecutionInput::builder()
        .target_arn("arn:aws:iot:us-east-1:123456789012:thing/pump")
        .command_arn("arn:aws:iot:us-east-1:123456789012:command/Reboot")
        .parameters("bin", CommandParameterValue::builder().bin(Blob::new([0, 255])).build())
        .parameters("d", CommandParameterValue::builder().d(0.1).build());
    assert_kept(&command.build().expect("every required member is set"));
    let describe = DescribeJobExecutionInput::builder().thing_name("pump").job_id("flush");
    assert_kept(&describe.build().expect("every required member is set"));
}

#[test]
fn answers_are_kept() {
    let execution = r#"{"execution":{"jobId":"flush","status":"LATER","queuedAt":1763712000,
        "statusDetails":{"step":"a"},"executionNumber":1}}"#;
    assert_kept(&serde_json::from_str::<DescribeJobExecutionOutput>(execution).expect("JSON"));
    let pending = r#"{"queuedJobs":[{"jobId":"a","queuedAt":1},{}],"inProgressJobs":[]}"#;
    assert_kept(&serde_json::from_str::<GetPendingJobExecutionsOutput>(pending).expect("JSON"));
}

/// Value formats that no shape of this service has.
#[derive(smithy_client_runtime::Structure)]
#[serde(default)]
#[skip_serializing_none]
struct Forms {
    #[serde(with = "As::<Option<EpochSeconds>>")]
    epoch: Option<DateTime>,
    #[serde(with = "As::<Option<Rfc3339>>")]
    rfc3339: Option<DateTime>,
    #[serde(with = "As::<Option<HttpDate>>")]
    http_date: Option<DateTime>,
    #[serde(with = "As::<Option<Base64>>")]
    blob: Option<Blob>,
    #[serde(with = "As::<Option<JsonValue>>")]
    document: Option<Document>,
    #[serde(with = "As::<Option<Float>>")]
    single: Option<f32>,
    #[serde(with = "As::<Option<Float>>")]
    infinite: Option<f64>,
    #[serde(with = "As::<DefaultOnNull<Int>>")]
    byte: i8,
    #[serde(with = "As::<Option<Dense<Dense<EpochSeconds>>>>")]
    nested: Option<HashMap<String, Vec<DateTime>>>,
    #[serde(with = "As::<Option<Vec<Option<Int>>>>")]
    sparse: Option<Vec<Option<i64>>>,
    choices: Vec<Choice>,
    inner: Option<Box<Forms>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Text(String),
    When(DateTime),
    Nothing,
    Unknown,
}

mod accessors {
    #![allow(dead_code, unreachable_pub, reason = "the macro is for types that crates export")]
    use super::*;

    tagged_union!(
        Choice,
        Text("text", is_text, as_text, String),
        When("when", is_when, as_when, DateTime, wire::Rfc3339),
        Nothing("nothing", is_nothing, as_nothing)
    );
}

#[test]
fn every_form_of_a_value_is_kept() {
    let date = DateTime::from_secs(1_763_712_000);
    let document = parse_document(r#"{"a":[null,true,-1,0.5,"t",{}]}"#).expect("JSON");
    let forms = Forms {
        epoch: Some(DateTime::from_secs_f64(1_763_712_000.5)),
        rfc3339: Some(date),
        http_date: Some(date),
        blob: Some(Blob::new([0, 255])),
        document: Some(document),
        single: Some(0.1),
        infinite: Some(f64::NEG_INFINITY),
        byte: -128,
        nested: Some([("k".to_owned(), vec![date, DateTime::from_secs(-1)])].into()),
        sparse: Some(vec![Some(i64::MIN), None]),
        choices: vec![Choice::Text("t".into()), Choice::When(date), Choice::Nothing],
        inner: None,
    };
    assert_kept(&Forms { inner: Some(Box::new(forms.clone())), ..forms });
    assert_kept(&Forms::default());
}

#[test]
fn a_format_without_names_is_refused_when_it_is_read() {
    let pending = r#"{"queuedJobs":[{"jobId":"a","queuedAt":1}]}"#;
    let pending: GetPendingJobExecutionsOutput = serde_json::from_str(pending).expect("JSON");
    let unnamed = rmp_serde::to_vec(&pending).expect("MessagePack");
    let error = rmp_serde::from_slice::<GetPendingJobExecutionsOutput>(&unnamed);
    let error = error.expect_err("names are missing").to_string();
    assert!(error.contains("expected struct GetPendingJobExecutionsOutput"), "{error}");
}
