//! Authentication: what is sent for each scheme, and the error if an identity is missing.

mod echo;
mod provider;
mod refusal;

use std::future::ready;

use aws_credential_types::credential_fn::provide_credentials_fn;
use aws_credential_types::provider::error::{CredentialsError, TokenError};
use aws_credential_types::token_fn::provide_token_fn;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use bytes::Bytes;
use http::Request;
use iot_jobs_data::Operation;
use iot_jobs_data::config::{
    Config, ConfigBuilder, Credentials, ProvideCredentials, ProvideToken, RecordingTransport,
    Region, ReplayEvent, ReplayTransport, Token,
};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};
use smithy_client_runtime::client::{Auth, Endpoint, EndpointError, Engine, Service};
use smithy_client_runtime::error::{BuildError, DisplayErrorContext};
use smithy_client_runtime::rules::AuthScheme;

/// Declares a call with these authentication schemes.
macro_rules! calls {
    ($($name:ident = $auth:expr;)*) => {$(
        struct $name;

        impl Operation for $name {
            type Client = ();
            type Output = GetPendingJobExecutionsOutput;
            type Error = GetPendingJobExecutionsError;
            const NAME: &'static str = stringify!($name);
            const METHOD: &'static str = "GET";
            const PATH: &'static str = "/call";
            const AUTH: &'static [Auth] = $auth;

            fn request(&self) -> Result<Request<Bytes>, BuildError> {
                smithy_client_runtime::wire::RequestBuilder::of::<Self>().empty()
            }
        }
    )*};
}

calls! {
    ByToken = &[Auth::Bearer];
    ByLogin = &[Auth::Basic];
    ByKeyInHeader = &[Auth::ApiKeyInHeader { name: "x-api-key", scheme: Some("Key") }];
    ByKeyInQuery = &[Auth::ApiKeyInQuery { name: "api_key" }];
    BySignatureOrToken = &[Auth::SigV4, Auth::Bearer];
    ByTokenOrSignature = &[Auth::Bearer, Auth::SigV4];
    Optional = &[Auth::SigV4, Auth::Anonymous];
    Open = &[Auth::Anonymous];
}

static SIGNED: Service = Service::new("Signed", |_| Ok(Endpoint::new("https://host.example")))
    .with_signing_name("signed");

static UNSIGNED: Service = Service::new("Unsigned", |config| {
    Ok(Endpoint::new(config.endpoint_url().ok_or("there is no URL")?))
});

/// Its endpoint allows only signatures.
static STRICT: Service = Service::new("Strict", |_| {
    let scheme = AuthScheme::new("sigv4").with_signing_name("strict");
    Ok::<_, EndpointError>(Endpoint::new("https://host.example").with_auth_scheme(scheme))
})
.with_signing_name("signed");

#[tokio::test]
async fn each_identity_stands_where_the_model_says() {
    let https = || Config::builder().endpoint_url("https://host.example");
    let all = || {
        https()
            .token_provider(Token::new("t0ken", None))
            .basic_auth_login("me", "sesame")
            .api_key("k3y")
    };
    let sent = send(&UNSIGNED, all(), ByToken).await.expect("a request");
    assert_eq!(authorization(&sent), Some("Bearer t0ken"));
    let sent = send(&UNSIGNED, all(), ByLogin).await.expect("a request");
    assert_eq!(authorization(&sent), Some("Basic bWU6c2VzYW1l"));
    let sent = send(&UNSIGNED, all(), ByKeyInHeader).await.expect("a request");
    assert_eq!(sent.headers()["x-api-key"], "Key k3y");
    assert_eq!(authorization(&sent), None);
    let sent = send(&UNSIGNED, all(), ByKeyInQuery).await.expect("a request");
    assert_eq!(sent.uri(), "https://host.example/call?api_key=k3y");
    assert_eq!(authorization(&sent), None);
    let sent = send(&UNSIGNED, all(), Open).await.expect("a request");
    assert_eq!(authorization(&sent), None);
    assert!(!sent.headers().contains_key("x-amz-date"), "nothing is signed");
    assert!(!format!("{:?}", all()).contains("t0ken"));
    assert!(!format!("{:?}", all()).contains("k3y") && !format!("{:?}", all()).contains("sesame"));
}

#[tokio::test]
async fn the_first_way_with_an_identity_is_taken() {
    let both = || in_region().credentials_provider(keys()).token_provider(Token::new("t", None));
    let sent = send(&SIGNED, both(), BySignatureOrToken).await.expect("a request");
    assert!(authorization(&sent).expect("one").contains("/eu-west-1/signed/aws4_request"));
    let sent = send(&SIGNED, both(), ByTokenOrSignature).await.expect("a request");
    assert_eq!(authorization(&sent), Some("Bearer t"));
    let token = || in_region().token_provider(Token::new("t", None));
    let sent = send(&SIGNED, token(), BySignatureOrToken).await.expect("a request");
    assert_eq!(authorization(&sent), Some("Bearer t"));
    // A provider without credentials counts as none; one that fails does not.
    let sent = send(&SIGNED, token().credentials_provider(nobody()), BySignatureOrToken).await;
    assert_eq!(authorization(&sent.expect("a request")), Some("Bearer t"));
    let error = send(&SIGNED, token().credentials_provider(broken()), BySignatureOrToken).await;
    assert!(error.expect_err("a failure").contains("out of order"));
}

#[tokio::test]
async fn a_preference_counts_more_than_the_order_of_an_operation() {
    let both = || in_region().credentials_provider(keys()).token_provider(Token::new("t", None));
    let prefers = |scheme| both().auth_scheme_preference([AuthSchemeId::new(scheme)]);
    let sent = send(&SIGNED, prefers("httpBearerAuth"), BySignatureOrToken).await;
    assert_eq!(authorization(&sent.expect("a request")), Some("Bearer t"));
    let sent = send(&SIGNED, prefers("sigv4"), ByTokenOrSignature).await.expect("a request");
    assert!(authorization(&sent).expect("one").contains("/eu-west-1/signed/aws4_request"));
    // It is a preference: unsupported schemes are ignored, and without an identity the next one is
    // used.
    let sent = send(&SIGNED, prefers("sigv4a"), ByTokenOrSignature).await.expect("a request");
    assert_eq!(authorization(&sent), Some("Bearer t"));
    let token = prefers("sigv4").credentials_provider(nobody());
    let sent = send(&SIGNED, token, ByTokenOrSignature).await.expect("a request");
    assert_eq!(authorization(&sent), Some("Bearer t"));
}

#[tokio::test]
async fn who_has_credentials_signs_where_that_is_optional() {
    let sent = send(&SIGNED, in_region().credentials_provider(keys()), Optional).await;
    assert!(authorization(&sent.expect("a request")).is_some());
    let sent = send(&SIGNED, in_region(), Optional).await.expect("a request");
    assert_eq!(authorization(&sent), None);
    let sent = send(&SIGNED, in_region().credentials_provider(nobody()), Optional).await;
    assert_eq!(authorization(&sent.expect("a request")), None);
}

#[tokio::test]
async fn a_call_that_anybody_may_make_asks_for_no_credentials() {
    let config = in_region().credentials_provider(broken()).token_provider(broken_token());
    let sent = send(&SIGNED, config, Open).await.expect("a request");
    assert_eq!(authorization(&sent), None);
}

#[tokio::test]
async fn an_endpoint_may_narrow_what_an_operation_takes() {
    let both = || in_region().credentials_provider(keys()).token_provider(Token::new("t", None));
    let sent = send(&STRICT, both(), ByTokenOrSignature).await.expect("a request");
    assert!(authorization(&sent).expect("one").contains("/eu-west-1/strict/aws4_request"));
    let error = send(&STRICT, both(), ByToken).await.expect_err("a refusal");
    assert!(error.contains("the endpoint requires authentication by sigv4"), "{error}");
    send(&STRICT, in_region(), Optional).await.expect("nobody needs to sign");
}

#[tokio::test]
async fn a_missing_identity_is_named_with_its_setting() {
    let nothing = || Config::builder().endpoint_url("https://host.example");
    for (error, expected) in [
        (send(&UNSIGNED, nothing(), ByToken).await, "no bearer token is set"),
        (send(&UNSIGNED, nothing(), ByToken).await, "`token_provider`"),
        (send(&UNSIGNED, nothing(), ByLogin).await, "`basic_auth_login`"),
        (send(&UNSIGNED, nothing(), ByKeyInHeader).await, "`api_key`"),
        (send(&SIGNED, in_region(), BySignatureOrToken).await, "no credentials or bearer token"),
        (send(&SIGNED, in_region(), BySignatureOrToken).await, "AWS_ACCESS_KEY_ID"),
        (send(&SIGNED, nothing(), Open).await, "no region is set"),
        (send(&UNSIGNED, nothing().token_provider(broken_token()), ByToken).await, "out of order"),
    ] {
        let error = error.expect_err("a refusal");
        assert!(error.contains(expected), "{error}");
    }
}

#[tokio::test]
async fn a_secret_does_not_go_over_plain_http() {
    let config = |host: &str| {
        let config = Config::builder().endpoint_url(format!("http://{host}"));
        config.token_provider(Token::new("hunter2", None)).api_key("hunter2")
    };
    let error = send(&UNSIGNED, config("host.example"), ByToken).await.expect_err("a refusal");
    assert!(error.contains("plain http") && !error.contains("hunter2"), "{error}");
    let error = send(&UNSIGNED, config("host.example"), ByKeyInQuery).await.expect_err("a refusal");
    assert!(error.contains("plain http") && !error.contains("hunter2"), "{error}");
    send(&UNSIGNED, config("127.0.0.1:1"), ByToken).await.expect("a request");
    send(&UNSIGNED, config("localhost:1"), ByKeyInQuery).await.expect("a request");
}

#[tokio::test]
async fn a_key_in_the_query_stays_out_of_recordings_and_messages() {
    let config = || Config::builder().endpoint_url("https://host.example").api_key("hunter2");
    let recorder = RecordingTransport::new(ReplayTransport::always(ReplayEvent::json(200, "{}")));
    let client = Engine::new(&UNSIGNED, config().transport(recorder.clone()).build());
    client.send(ByKeyInQuery).await.expect("an answer");
    let recording = recorder.recording();
    assert!(!recording.to_json_lines().contains("hunter2"), "{}", recording.to_json_lines());

    let replay = recording.replay();
    let client = Engine::new(&UNSIGNED, config().transport(replay).build());
    client.send(ByKeyInQuery).await.expect("the same call");
    let other = Request::get("https://host.example/other").body(Bytes::new()).expect("a request");
    let replay = ReplayTransport::new([ReplayEvent::json(200, "{}").expecting(other)]);
    let client = Engine::new(&UNSIGNED, config().transport(replay).build());
    let error = client.send(ByKeyInQuery).await.expect_err("another call");
    let error = DisplayErrorContext(&error).to_string();
    assert!(error.contains("/call instead of") && !error.contains("hunter2"), "{error}");
}

/// The request at the transport, or the whole text of the error.
async fn send<O: Operation>(
    service: &'static Service,
    config: ConfigBuilder,
    call: O,
) -> Result<Request<Bytes>, String> {
    let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
    let client = Engine::new(service, config.transport(replay.clone()).build());
    let result = client.send(call).await;
    result.map_err(|error| DisplayErrorContext(&error).to_string())?;
    replay.requests().pop().ok_or_else(|| "nothing was sent".to_owned())
}

fn authorization(sent: &Request<Bytes>) -> Option<&str> {
    sent.headers().get("authorization").map(|value| value.to_str().expect("text"))
}

fn in_region() -> ConfigBuilder {
    Config::builder().region(Region::new("eu-west-1"))
}

fn keys() -> Credentials {
    Credentials::from_keys("id", "secret", None)
}

/// Has no credentials.
fn nobody() -> impl ProvideCredentials {
    provide_credentials_fn(|| ready(Err(CredentialsError::not_loaded("nobody is here"))))
}

/// Fails to determine whether there are any.
fn broken() -> impl ProvideCredentials {
    provide_credentials_fn(|| ready(Err(CredentialsError::provider_error("out of order"))))
}

fn broken_token() -> impl ProvideToken {
    provide_token_fn(|| ready(Err(TokenError::provider_error("out of order"))))
}
