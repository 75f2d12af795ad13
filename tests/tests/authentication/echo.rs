//! A debugging proxy that echoes the request, including secrets.

use std::fmt::Write;

use http::{HeaderName, Request, Response};
use iot_jobs_data::Operation;
use iot_jobs_data::config::http::HttpRequest;
use iot_jobs_data::config::{
    Attempt, Config, ConfigBuilder, Credentials, Interceptor, Region, Token, Transport,
    TransportFuture,
};
use iot_jobs_data::primitives::SdkBody;
use smithy_client_runtime::client::{Engine, Service};
use smithy_client_runtime::error::{BoxError, DisplayErrorContext};

use crate::{
    ByKeyInHeader, ByKeyInQuery, ByLogin, BySignatureOrToken, ByToken, Open, SIGNED, UNSIGNED,
};

/// The form of the echo, with its status.
#[derive(Clone, Copy, Debug)]
enum Echo {
    Text(u16),
    /// As the message of an error.
    Message,
    /// As the code of an error, in a header.
    Code,
    /// As the target of a redirect and as the content type.
    Headers,
}

const ECHOES: [Echo; 6] =
    [Echo::Text(200), Echo::Text(400), Echo::Text(502), Echo::Message, Echo::Code, Echo::Headers];

impl Transport for Echo {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        let mut head = format!("{} {}", request.method(), request.uri());
        // Left out because errors quote only the beginning.
        let is_long =
            |name: &HeaderName| name == "user-agent" || name.as_str().starts_with("amz-sdk");
        for (name, value) in request.headers().iter().filter(|(name, _)| !is_long(name)) {
            let value = String::from_utf8_lossy(value.as_bytes());
            write!(head, "\n{name}: {value}").expect("text");
        }
        let line = head.replace('\n', " | ");
        let response = Response::builder();
        let (response, body) = match self {
            Self::Text(status) => (response.status(*status), head),
            Self::Message => {
                let body = serde_json::json!({"code": "AccessDenied", "message": head});
                (response.status(400), body.to_string())
            }
            Self::Code => {
                let code = line.replace([':', '#', ','], " ");
                (response.status(400).header("x-amzn-errortype", code), String::new())
            }
            Self::Headers => {
                let response = response.status(301).header("content-type", &line);
                (response.header("location", line.replace(['?', '#'], " ")), String::new())
            }
        };
        let response = response.body(SdkBody::from(body)).expect("a response");
        Box::pin(async { Ok(response) })
    }
}

#[tokio::test]
async fn what_is_sent_as_a_secret_shows_in_no_error() {
    for echo in ECHOES {
        let hidden = ["hush-session", "hush%2Fsession", "Signature=0", "Signature=f"];
        hides(&SIGNED, config(), echo, BySignatureOrToken, &hidden).await;
        hides(&UNSIGNED, config(), echo, ByToken, &["hush/bearer"]).await;
        hides(&UNSIGNED, config(), echo, ByLogin, &["hush/pass", "bWU6aHVzaC9wYXNz"]).await;
        hides(&UNSIGNED, config(), echo, ByKeyInHeader, &["hush/key"]).await;
        hides(&UNSIGNED, config(), echo, ByKeyInQuery, &["hush/key", "hush%2Fkey"]).await;
    }
}

#[tokio::test]
async fn what_a_caller_sends_as_a_secret_shows_in_no_error() {
    for echo in ECHOES {
        for (name, value) in [
            ("authorization", "Bearer hush/mine"),
            ("x-api-key", "hush/mine"),
            ("cookie", "a=hush/mine"),
        ] {
            let config = config().interceptor(Add(name, value));
            hides(&UNSIGNED, config, echo, Open, &["hush/mine"]).await;
        }
        let beside = config().interceptor(Add("authorization", "Bearer hush/mine"));
        hides(&UNSIGNED, beside, echo, ByKeyInHeader, &["hush/mine", "hush/key"]).await;
    }
}

async fn hides<O: Operation>(
    service: &'static Service,
    config: ConfigBuilder,
    echo: Echo,
    call: O,
    hidden: &[&str],
) {
    let client = Engine::new(service, config.transport(echo).build());
    let error = client.send(call).await.map(drop).expect_err("no answer");
    let shown = format!("{error} {error:?} {}", DisplayErrorContext(&error));
    for secret in hidden {
        assert!(!shown.contains(secret), "{echo:?} {}: {secret} in {shown}", O::NAME);
    }
    // Code and content type are truncated earlier.
    if matches!(echo, Echo::Text(_) | Echo::Message) {
        assert!(shown.contains("[redacted]"), "{echo:?} {}: {shown}", O::NAME);
    }
    // The raw reply is available on request.
    let raw = error.raw_response().expect("the reply");
    let raw = format!("{:?} {:?}", raw.headers().as_map(), raw.body());
    assert!(hidden.iter().any(|secret| raw.contains(secret)), "{echo:?} {}: {raw}", O::NAME);
}

/// Adds a header to each request.
#[derive(Debug)]
struct Add(&'static str, &'static str);

impl Interceptor for Add {
    fn modify_before_transmit(
        &self,
        _: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        request.headers_mut().insert(self.0, self.1);
        Ok(())
    }
}

fn config() -> ConfigBuilder {
    let keys = Credentials::from_keys("id", "secret", Some("hush-session".into()));
    Config::builder()
        .region(Region::new("eu-west-1"))
        .endpoint_url("https://host.example")
        .credentials_provider(keys)
        .token_provider(Token::new("hush/bearer", None))
        .basic_auth_login("me", "hush/pass")
        .api_key("hush/key")
}
