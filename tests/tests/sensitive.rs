//! Calls whose replies may be sensitive: errors do not quote the body.

use bytes::Bytes;
use http::Request;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsInput, GetPendingJobExecutionsOutput,
};
use iot_jobs_data::{Client, Operation};
use smithy_client_runtime::error::{BuildError, DisplayErrorContext};
use smithy_client_runtime::validate::{Check, Checks};
use tests::script::Script;

const SECRET: &str = "hunter2";

/// A call with a sensitive model.
struct Secretive(GetPendingJobExecutionsInput);

impl Operation for Secretive {
    tests::called!(
        GetPendingJobExecutionsOutput,
        GetPendingJobExecutionsInput::NAME,
        GetPendingJobExecutionsInput::METHOD,
        GetPendingJobExecutionsInput::PATH
    );
    const SENSITIVE: bool = true;

    fn request(&self) -> Result<Request<Bytes>, BuildError> {
        self.0.request()
    }
}

#[tokio::test]
async fn errors_of_a_call_with_sensitive_replies_quote_nothing() {
    for (status, body) in [
        (200, r#"{"inProgressJobs":"hunter2"}"#),
        (200, r#"hunter2"#),
        (400, r#"{"secret":"hunter2"}"#),
        (400, "<p>hunter2</p>"),
        (400, r#"{"code":"ThrottlingException","payload":"hunter2"}"#),
        (400, r#"{"code":"ValidationException","message":"Value 'hunter2' is not valid"}"#),
        (400, r#"{"message":"Value 'hunter2' is not valid"}"#),
        (400, r#"{"code":"InvalidRequestException","message":"hunter2"}"#),
        (400, r#"{"code":"InvalidRequestException","Message":"hunter2"}"#),
        (200, r#"{"Output":{"__type":"InvalidRequestException","message":"hunter2"}}"#),
    ] {
        let script = Script::default().reply(status, &[], body);
        let input = GetPendingJobExecutionsInput::builder().thing_name("pump").build();
        let input = input.expect("every required member is set");
        let client =
            Client::from_conf(script.config().retry_config(RetryConfig::disabled()).build());
        let error = client.send(Secretive(input.clone())).await.expect_err("a failure");
        let text = format!("{error} {error:?} {}", DisplayErrorContext(&error));
        assert!(!text.contains(SECRET), "{body}: {text}");
        // The raw reply is available on request.
        let raw = error.raw_response().expect("the reply");
        assert!(
            raw.body().bytes().is_some_and(|body| body
                .windows(SECRET.len())
                .any(|part| part == SECRET.as_bytes()))
        );

        let script = Script::default().reply(status, &[], body);
        let client =
            Client::from_conf(script.config().retry_config(RetryConfig::disabled()).build());
        let error = client.send(input).await.expect_err("a failure");
        assert!(format!("{error:?}").contains(SECRET), "others do quote it: {error:?}");
    }
}

#[test]
fn a_broken_constraint_of_a_sensitive_member_shows_no_value() {
    let text = Some(SECRET.to_owned());
    let list = Some(vec![SECRET.to_owned()]);
    let map = Some([(SECRET.to_owned(), 7)].into());
    let long = |entry: Check<'_, String>| entry.length(100, 200).done();
    let checks: [&dyn Fn(&mut Checks<'_>); 6] = [
        &|checks| checks.optional("secret", &text).redacted().length(100, 200).done(),
        &|checks| checks.optional("secret", &text).redacted().pattern("^[0-9]+$").done(),
        &|checks| checks.optional("pin", &Some(7)).redacted().range(100.0, None).done(),
        &|checks| checks.optional("pins", &list).redacted().entries(long).done(),
        &|checks| checks.optional("keys", &map).redacted().keys(long).done(),
        &|checks| {
            checks
                .optional("keys", &map)
                .redacted()
                .values(|value| value.range(100.0, None).done())
                .done()
        },
    ];
    for check in checks {
        let error = Checks::run(check).expect_err("a broken constraint");
        let text = format!("{error} {error:?}");
        assert!(text.contains("must ") && !text.contains(SECRET) && !text.contains("but is"));
    }
    let open = Checks::run(|checks| checks.optional("open", &text).length(100, 200).done());
    let error = open.expect_err("a broken constraint");
    assert!(error.to_string().contains(SECRET), "{error}");
}
