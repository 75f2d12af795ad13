//! Calls with their own endpoint: where they go, and the properties of the endpoint.

use bytes::Bytes;
use http::Request;
use iot_jobs_data::config::{Config, Credentials, Region};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsInput, GetPendingJobExecutionsOutput,
};
use iot_jobs_data::{Client, Operation};
use smithy_client_runtime::client::{Endpoint, EndpointError};
use smithy_client_runtime::error::{BuildError, DisplayErrorContext, SdkError};
use smithy_client_runtime::rules::AuthScheme;

/// A call that goes to the host of its thing.
struct ToItsThing(GetPendingJobExecutionsInput);

impl Operation for ToItsThing {
    tests::called!(
        GetPendingJobExecutionsOutput,
        GetPendingJobExecutionsInput::NAME,
        GetPendingJobExecutionsInput::METHOD,
        GetPendingJobExecutionsInput::PATH
    );

    fn request(&self) -> Result<Request<Bytes>, BuildError> {
        self.0.request()
    }

    fn endpoint(&self, config: &Config) -> Result<Option<Endpoint>, EndpointError> {
        let stage: String = config.context_param("Stage").ok_or("there is no stage")?;
        let scheme =
            AuthScheme::new("sigv4").with_signing_name("things").with_signing_region("us-east-1");
        let endpoint = Endpoint::new(format!("https://{}.{stage}.example/v1", self.0.thing_name))
            .with_header("x-route", "short")
            .with_auth_scheme(scheme);
        Ok(Some(endpoint))
    }
}

#[tokio::test]
async fn a_call_goes_where_its_input_says_and_is_signed_for_it() {
    let client = client(Some("beta"));
    for thing in ["one", "two"] {
        let request = client.customize(call(thing)).into_signed_request().await.expect("a request");
        let expected = format!("https://{thing}.beta.example/v1/things/{thing}/jobs");
        assert_eq!(request.uri().to_string(), expected);
        let headers = request.headers();
        assert_eq!(headers["host"], format!("{thing}.beta.example"));
        assert_eq!(headers["x-route"], "short");
        let authorization = headers["authorization"].to_str().expect("text");
        assert!(authorization.contains("/us-east-1/things/aws4_request"), "{authorization}");
        assert!(authorization.contains("x-route"), "the header is signed: {authorization}");
    }
}

#[tokio::test]
async fn other_calls_of_the_client_go_where_they_always_go() {
    let client = client(Some("beta"));
    client.customize(call("one")).into_signed_request().await.expect("a request");
    let other = client.get_pending_job_executions().thing_name("one");
    let request = other.customize().into_signed_request().await.expect("a request");
    assert_eq!(request.uri().host(), Some("data.jobs.iot.eu-west-1.amazonaws.com"));
    assert!(!request.headers().contains_key("x-route"));
}

#[tokio::test]
async fn a_setting_of_a_call_reaches_its_endpoint() {
    let change = Config::builder().context_param("Stage", "live");
    let call = client(Some("beta")).customize(call("one")).config_override(change);
    let request = call.into_signed_request().await.expect("a request");
    assert_eq!(request.uri().host(), Some("one.live.example"));
}

#[tokio::test]
async fn an_input_without_an_endpoint_is_an_error_that_says_so() {
    let error = client(None).send(call("one")).await.expect_err("a refusal");
    let text = DisplayErrorContext(&error).to_string();
    assert!(text.contains("there is no stage"), "{text}");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{text}");
}

fn call(thing: &str) -> ToItsThing {
    let input = GetPendingJobExecutionsInput::builder().thing_name(thing).build();
    ToItsThing(input.expect("every required member is set"))
}

fn client(stage: Option<&str>) -> Client {
    let config = Config::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("id", "secret", None, None, "tests"));
    Client::from_conf(match stage {
        Some(stage) => config.context_param("Stage", stage).build(),
        None => config.build(),
    })
}
