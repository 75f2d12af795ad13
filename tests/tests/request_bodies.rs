//! Request bodies are compressed, checksummed and signed, in that order.

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};
use iot_jobs_data::{Client, Operation};
use smithy_client_runtime::Customized;
use smithy_client_runtime::client::{Checksum, Compression, Config, ConfigBuilder};
use smithy_client_runtime::error::{BuildError, DecodeError};
use smithy_client_runtime::primitives::{Blob, SdkBody};
use smithy_client_runtime::wire::RequestBuilder;
use tests::script::Script;

/// A call with a body that is compressed.
struct Compressed(Vec<u8>);

/// A call with a body that is not compressed.
struct Plain(Vec<u8>);

macro_rules! operation {
    ($name:ident, $compression:expr) => {
        impl Operation for $name {
            type Client = Client;
            type Output = GetPendingJobExecutionsOutput;
            type Error = GetPendingJobExecutionsError;
            const NAME: &'static str = "Upload";
            const METHOD: &'static str = "PUT";
            const PATH: &'static str = "/";
            const COMPRESSION: Option<Compression> = $compression;
            const CHECKSUMS: &'static [Checksum] = &[Checksum::SHA256_TREE];

            fn request(&self) -> Result<Request<Bytes>, BuildError> {
                RequestBuilder::of::<Self>().blob("text/plain", &Blob::new(self.0.as_slice()))
            }

            fn response(_: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
                Ok(GetPendingJobExecutionsOutput::default())
            }
        }
    };
}
operation!(Compressed, Some(Compression::GZIP));
operation!(Plain, None);

#[tokio::test]
async fn a_body_is_compressed_then_summed_up_then_signed() {
    let client = client(&Script::default());
    let request = signed(client.customize(Compressed(long()))).await;
    assert!(request.body().starts_with(GZIP) && request.body().len() < long().len());
    assert_eq!(request.headers()["content-encoding"], "gzip");
    let authorization = request.headers()["authorization"].to_str().expect("text");
    for name in [CHECKSUM, "x-amz-sha256-tree-hash", "content-encoding"] {
        assert!(authorization.contains(name), "{authorization}");
    }
    let as_sent = signed(client.customize(Plain(request.body().to_vec()))).await;
    assert_eq!(request.headers()[CHECKSUM], as_sent.headers()[CHECKSUM]);
    let plain = signed(client.customize(Plain(long()))).await;
    assert_ne!(request.headers()[CHECKSUM], plain.headers()[CHECKSUM]);
}

#[tokio::test]
async fn settings_of_a_call_decide_whether_its_body_is_compressed() {
    let client = client(&Script::default());
    let is_compressed = async |body: &[u8], changes: ConfigBuilder| {
        let call = client.customize(Compressed(body.to_vec())).config_override(changes);
        signed(call).await.body().starts_with(GZIP)
    };
    assert!(!is_compressed(b"short", Config::builder()).await);
    let from_first_byte = Config::builder().request_min_compression_size_bytes(0);
    assert!(is_compressed(b"short", from_first_byte).await);
    let never = Config::builder().disable_request_compression(true);
    assert!(!is_compressed(&long(), never).await);
}

#[tokio::test]
async fn a_body_that_an_interceptor_changed_is_summed_up_as_it_is_sent() {
    let client = client(&Script::default());
    let changed = client.customize(Plain(b"hello".to_vec()));
    let changed =
        changed.mutate_request(|request| *request.body_mut() = SdkBody::from("hello world"));
    let digest = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    assert_eq!(signed(changed).await.headers()[CHECKSUM], digest);
}

#[tokio::test]
async fn a_checksum_of_the_caller_is_sent_with_every_attempt() {
    let script = Script::default().reset().reply(200, &[], "{}");
    let client = client(&script);
    let own = "0".repeat(64);
    let call = client.customize(Plain(b"hello".to_vec())).header(CHECKSUM, own.as_str());
    call.send().await.expect("an answer");
    let hashes: Vec<HeaderMap> =
        script.requests().into_iter().map(|request| request.into_parts().0.headers).collect();
    assert_eq!(hashes.len(), 2);
    for headers in hashes {
        assert_eq!(headers[CHECKSUM], own.as_str());
        assert!(headers.contains_key("x-amz-sha256-tree-hash"));
    }
}

fn client(script: &Script) -> Client {
    Client::from_conf(script.config().build())
}

async fn signed<O: Operation>(call: Customized<O>) -> Request<Bytes> {
    call.into_signed_request().await.expect("a request")
}

/// Longer than the default minimum for compression.
fn long() -> Vec<u8> {
    b"all work and no play ".repeat(1000)
}

const GZIP: &[u8] = &[0x1f, 0x8b];
const CHECKSUM: &str = "x-amz-content-sha256";
