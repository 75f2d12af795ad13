//! Operations with a host prefix.

use bytes::Bytes;
use http::Request;
use iot_jobs_data::config::{Config, ConfigBuilder, Credentials, Region};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsOutput;
use iot_jobs_data::{Client, Operation};
use smithy_client_runtime::error::{BuildError, DisplayErrorContext};
use smithy_client_runtime::wire::RequestBuilder;

/// A call that goes to the host of its thing.
struct ToItsThing(&'static str);

impl Operation for ToItsThing {
    tests::called!(GetPendingJobExecutionsOutput, "ToItsThing", "GET", "/jobs");
    const HOST_PREFIX: &'static str = "{thingName}.things-";

    fn request(&self) -> Result<Request<Bytes>, BuildError> {
        RequestBuilder::of::<Self>().host_label("thingName", &self.0.to_owned()).empty()
    }
}

#[tokio::test]
async fn a_prefix_stands_in_front_of_the_host_and_is_signed() {
    let sent = sign(config(), "pump").await.expect("a request");
    let host = "pump.things-data.jobs.iot.eu-west-1.amazonaws.com";
    assert_eq!(sent.uri().to_string(), format!("https://{host}/jobs"));
    assert_eq!(sent.headers()["host"], host);
    assert!(sent.extensions().is_empty(), "the prefix is used up");
}

#[tokio::test]
async fn an_endpoint_of_ones_own_gets_it_too_unless_it_is_an_address() {
    for (url, expected) in [
        ("https://x.example/base", "https://pump.things-x.example/base/jobs"),
        ("http://localhost:4566", "http://pump.things-localhost:4566/jobs"),
        ("http://127.0.0.1:4566", "http://127.0.0.1:4566/jobs"),
        ("http://[::1]:4566", "http://[::1]:4566/jobs"),
    ] {
        let sent = sign(config().endpoint_url(url), "pump").await.expect("a request");
        assert_eq!(sent.uri(), expected);
    }
}

#[tokio::test]
async fn it_can_be_turned_off() {
    let config = config().endpoint_url("https://vpce.example").disable_host_prefix_injection(true);
    let sent = sign(config, "pump").await.expect("a request");
    assert_eq!(sent.uri(), "https://vpce.example/jobs");
    assert_eq!(sent.headers()["host"], "vpce.example");
}

#[tokio::test]
async fn calls_beside_it_go_where_they_always_go() {
    let client = Client::from_conf(config().build());
    client.customize(ToItsThing("pump")).into_signed_request().await.expect("a request");
    let other = client.get_pending_job_executions().thing_name("pump").customize();
    let sent = other.into_signed_request().await.expect("a request");
    assert_eq!(sent.uri().host(), Some("data.jobs.iot.eu-west-1.amazonaws.com"));
}

#[tokio::test]
async fn a_value_that_no_host_can_have_is_refused_by_its_member() {
    for thing in ["", "a.b", "evil.example/", "-a"] {
        let error = sign(config(), thing).await.expect_err("a refusal");
        assert!(error.contains("`thingName` is part of the host"), "{error}");
    }
}

async fn sign(config: ConfigBuilder, thing: &'static str) -> Result<Request<Bytes>, String> {
    let call = Client::from_conf(config.build()).customize(ToItsThing(thing));
    call.into_signed_request().await.map_err(|error| DisplayErrorContext(&error).to_string())
}

fn config() -> ConfigBuilder {
    Config::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::from_keys("id", "secret", None))
}
