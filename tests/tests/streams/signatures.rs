use std::time::Duration;

use iot_jobs_data::Client;
use iot_jobs_data::error::SdkError;
use smithy_client_runtime::primitives::{ByteStream, SdkBody};
use tests::script::Script;
use tests::server::{Reply, Server};

use crate::call::{Exchange, PIECE, Pieces, call, config};

#[tokio::test]
async fn a_body_in_memory_is_signed_like_any_other() {
    let server = Server::playing([Reply::ok("")]);
    call(config(server.url()), SdkBody::from("here")).await.expect("an answer");
    let request = server.requests().remove(0);
    assert_eq!(request.header("x-amz-content-sha256"), None);
    assert_eq!(request.body, b"here");
}

#[tokio::test]
async fn a_signed_request_has_a_body_in_memory_or_leaves_it_open() {
    let client = Client::from_conf(config("https://host.example").build());
    let sign =
        |body: SdkBody| client.customize(Exchange::<false>(body.into())).into_signed_request();
    let signed = sign(SdkBody::from("here")).await.expect("a request");
    assert_eq!(signed.body(), "here");
    assert!(!signed.headers().contains_key("x-amz-content-sha256"));

    let open = sign(SdkBody::empty()).await.expect("a request");
    assert_eq!(open.headers()["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");

    let error = sign(Pieces::body(1, true)).await.expect_err("a refusal");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("leave the body empty"), "{error}");

    let presigned = client.customize(Exchange::<false>::default());
    let presigned = presigned.presign(Duration::from_secs(60)).await.expect("a URL");
    assert!(presigned.uri().contains("SignedHeaders=host%3Bx-amz-content-sha256"));
    assert_eq!(presigned.headers()["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
}

#[tokio::test]
async fn transports_without_a_socket_see_streams_whole() {
    let script = Script::default().reply(200, &[], "answered");
    let client = Client::from_conf(script.config().build());
    let stream = ByteStream::new(Pieces::body(2, true));
    let answer = client.send(Exchange::<false>(stream)).await.expect("an answer");
    assert_eq!(answer.content.collect().await.expect("a body").into_bytes(), "answered");
    assert_eq!(script.requests()[0].body().len(), 2 * PIECE);
}
