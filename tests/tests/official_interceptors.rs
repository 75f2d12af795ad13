//! Interceptors for the official SDK.

use std::fmt;
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::interceptors::disable_interceptor;
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_types::config_bag::{Storable, StoreReplace};
use iot_jobs_data::config::http::HttpRequest;
use iot_jobs_data::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeDeserializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
};
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{
    Attempt, ConfigBag, ConfigBuilder, Intercept, Interceptor, RuntimeComponents, SharedInterceptor,
};
use iot_jobs_data::error::{BoxError, SdkError};
use iot_jobs_data::primitives::SdkBody;
use iot_jobs_data::{Client, Customized};
use tests::script::Script;

use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsInput;

fn call(config: ConfigBuilder) -> Customized<GetPendingJobExecutionsInput> {
    let client = Client::from_conf(config.build());
    client.get_pending_job_executions().thing_name("pump").customize()
}

/// How many stages were recorded before.
#[derive(Debug)]
struct Noted(usize);

impl Storable for Noted {
    type Storer = StoreReplace<Self>;
}

/// Records every stage, and marks messages.
#[derive(Clone, Debug, Default)]
struct Witness(Arc<Mutex<Vec<String>>>);

impl Witness {
    fn note(&self, stage: &str, seen: &str, cfg: &mut ConfigBag) -> Result<(), BoxError> {
        let before = cfg.load::<Noted>().map_or(0, |noted| noted.0);
        cfg.interceptor_state().store_put(Noted(before + 1));
        let attempt = cfg.load::<RequestAttempts>().ok_or("no attempts")?.attempts();
        let mut notes = self.0.lock().map_err(|error| error.to_string())?;
        notes.push(format!("{before} {attempt} {stage}: {seen}"));
        Ok(())
    }

    fn notes(&self) -> Vec<String> {
        self.0.lock().expect("notes").clone()
    }
}

/// A hook that records the request.
macro_rules! reads_request {
    ($($name:ident)*) => {$(
        fn $name(
            &self,
            context: &BeforeTransmitInterceptorContextRef<'_>,
            _components: &RuntimeComponents,
            cfg: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            let headers = context.request().headers();
            let is_signed = headers.contains_key("authorization");
            let marks: Vec<&str> = headers.get_all("x-mark").collect();
            let seen = format!("{}{}", marks.join("+"), if is_signed { " signed" } else { "" });
            self.note(stringify!($name), &seen, cfg)
        }
    )*};
}

/// A hook that records the request and marks it.
macro_rules! marks_request {
    ($($name:ident = $mark:literal)*) => {$(
        fn $name(
            &self,
            context: &mut BeforeTransmitInterceptorContextMut<'_>,
            _components: &RuntimeComponents,
            cfg: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            context.request_mut().headers_mut().append("x-mark", $mark);
            self.note(stringify!($name), context.request().uri(), cfg)
        }
    )*};
}

impl Intercept for Witness {
    fn name(&self) -> &'static str {
        "Witness"
    }

    reads_request!(
        read_after_serialization read_before_attempt read_before_signing read_after_signing
        read_before_transmit
    );
    marks_request!(
        modify_before_retry_loop = "retry" modify_before_signing = "sign"
        modify_before_transmit = "transmit"
    );

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        components.time_source().ok_or("no clock")?;
        let names = cfg.load::<Metadata>().ok_or("no names")?;
        let names = format!("{} of {}", names.name(), names.service());
        let status = context.response().status().as_u16();
        self.note("read_after_transmit", &format!("{status} {names}"), cfg)
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = SdkBody::from(r#"{"queuedJobs":[{"jobId":"changed"}]}"#);
        *context.response_mut().body_mut() = body;
        self.note("modify_before_deserialization", "", cfg)
    }

    fn read_before_deserialization(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let length = context.response().body().bytes().map_or(0, <[u8]>::len);
        self.note("read_before_deserialization", &length.to_string(), cfg)
    }
}

#[tokio::test]
async fn an_interceptor_comes_to_every_stage_and_keeps_what_it_noted() {
    let script = Script::default().reply(503, &[], "").reply(200, &[], "{}");
    let witness = Witness::default();
    let output = call(script.config().interceptor(witness.clone())).send().await;
    assert_eq!(output.expect("an answer").queued_jobs()[0].job_id(), Some("changed"));
    let attempt = |number: usize, status: u16| {
        let start = 2 + (number - 1) * 9;
        let uri = "http://127.0.0.1:18080/things/pump/jobs";
        let stages = [
            "read_before_attempt: retry".to_owned(),
            format!("modify_before_signing: {uri}"),
            "read_before_signing: retry+sign".to_owned(),
            "read_after_signing: retry+sign signed".to_owned(),
            format!("modify_before_transmit: {uri}"),
            "read_before_transmit: retry+sign+transmit signed".to_owned(),
            format!("read_after_transmit: {status} GetPendingJobExecutions of IoT Jobs Data Plane"),
            "modify_before_deserialization: ".to_owned(),
            "read_before_deserialization: 36".to_owned(),
        ];
        let numbered = stages.into_iter().enumerate();
        numbered.map(move |(at, stage)| format!("{} {number} {stage}", start + at))
    };
    let once = [
        "0 1 read_after_serialization: ",
        "1 1 modify_before_retry_loop: http://127.0.0.1:18080/things/pump/jobs",
    ];
    let expected: Vec<String> =
        once.map(str::to_owned).into_iter().chain(attempt(1, 503)).chain(attempt(2, 200)).collect();
    assert_eq!(witness.notes(), expected);
    let authorization = script.requests()[1].headers()["authorization"].clone();
    let authorization = authorization.to_str().expect("text").to_owned();
    assert!(authorization.contains("x-mark"), "what was added before is signed: {authorization}");
}

/// Adds its mark before signing.
#[derive(Debug)]
struct Mark;

impl Interceptor for Mark {
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        request.headers_mut().append("x-mark", "own");
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_of_both_kinds_are_asked_stage_by_stage() {
    let script = Script::default();
    let witness = Witness::default();
    let mut config = script.config();
    config.push_interceptor(SharedInterceptor::new(witness.clone())).push_interceptor(Mark);
    call(config).send().await.expect("an answer");
    let notes = witness.notes();
    let read = notes.iter().find(|note| note.contains("read_before_signing")).expect("a note");
    assert!(read.ends_with(": retry+sign+own"), "the one behind it came first: {notes:?}");
}

#[tokio::test]
async fn interceptors_can_be_set_anew_and_for_one_call() {
    let script = Script::default();
    let (before, set, one) = (Witness::default(), Witness::default(), Witness::default());
    let mut config = script.config().interceptor(before.clone()).interceptor(Mark);
    config.set_interceptors([SharedInterceptor::new(set.clone())]);
    call(config).interceptor(one.clone()).send().await.expect("an answer");
    let noted = [before.notes().len(), set.notes().len(), one.notes().len()];
    assert_eq!(noted, [0, 11, 11]);
    let marks = script.requests()[0].headers().get_all("x-mark").iter().count();
    assert_eq!(marks, 6, "two times three, and none of its own kind");
}

/// Fails at the stage with that name.
#[derive(Debug)]
struct Refusal(&'static str);

#[derive(Debug)]
struct NotOnASunday;

impl fmt::Display for NotOnASunday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not on a Sunday")
    }
}

impl std::error::Error for NotOnASunday {}

impl Refusal {
    fn at(&self, stage: &str) -> Result<(), BoxError> {
        if self.0 == stage { Err(NotOnASunday.into()) } else { Ok(()) }
    }
}

impl Intercept for Refusal {
    fn name(&self) -> &'static str {
        "Refusal"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match self.0 {
            "taken" => drop(context.inner_mut().take_request()),
            "disabled" => {
                cfg.interceptor_state().store_put(disable_interceptor::<Self>("for a test"));
            }
            _ => {}
        }
        self.at("signing")
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at("transmit")?;
        self.at("disabled")
    }

    fn read_before_deserialization(
        &self,
        _context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at("deserialization")
    }
}

#[tokio::test]
async fn an_error_of_an_interceptor_ends_the_call_and_is_its_cause() {
    for stage in ["signing", "transmit", "deserialization"] {
        let script = Script::default().reply(503, &[], "down");
        let error = call(script.config().interceptor(Refusal(stage))).send().await;
        let error = error.expect_err(stage);
        assert!(error.cause().is::<NotOnASunday>(), "{error:?}");
        let sent = usize::from(stage == "deserialization");
        assert_eq!(script.requests().len(), sent, "{stage}");
        match &error {
            SdkError::ConstructionFailure(_) => assert_eq!(sent, 0),
            SdkError::ResponseError(error) => {
                assert_eq!(error.raw().body().bytes(), Some(&b"down"[..]));
            }
            _ => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn a_request_that_an_interceptor_keeps_is_an_error_that_names_it() {
    let script = Script::default();
    let error = call(script.config().interceptor(Refusal("taken"))).send().await;
    let error = error.expect_err("no request").to_string();
    assert!(error.contains("\"Refusal\" took the request"), "{error}");
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn one_that_a_call_has_disabled_is_not_asked() {
    let script = Script::default();
    let config = script.config().retry_config(RetryConfig::disabled());
    call(config.interceptor(Refusal("disabled"))).send().await.expect("an answer");
}
