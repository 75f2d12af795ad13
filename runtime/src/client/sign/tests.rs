use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use http::header::HOST;

use super::v4::*;
use super::*;
use crate::wire::Request;
use std::sync::LazyLock;
use std::time::SystemTime;

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn signed(method: &str, url: &str, body: &'static str, token: Option<&str>) -> Request {
    signed_as(Signature::Headers, method, url, body, token)
}

fn signed_as(
    signature: Signature,
    method: &str,
    url: &str,
    body: &'static str,
    token: Option<&str>,
) -> Request {
    let mut request = http::Request::builder().method(method).uri(url);
    if !body.is_empty() {
        request = request.header("content-type", "application/json");
    }
    let mut request = request.body(Bytes::from_static(body.as_bytes())).unwrap();
    let host = request.uri().authority().unwrap().as_str().parse().unwrap();
    request.headers_mut().insert(HOST, host);
    let credentials = Credentials::from_keys("AKIDEXAMPLE", SECRET, token.map(str::to_owned));
    signer(&credentials).sign(&mut request, signature).unwrap();
    request
}

fn signer(credentials: &Credentials) -> Signer<'_> {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_248_812);
    Signer { keys: &KEYS, credentials, region: "us-east-1", service: "iot-jobs-data", time }
}

/// Shared, so that a key that is kept for too long shows.
pub(super) static KEYS: LazyLock<SigningKeys> = LazyLock::new(SigningKeys::default);

/// The calls, key and time of the boto3 recording.
#[test]
fn signatures_equal_those_of_boto3() {
    let cases = [
        (
            "GET",
            "/things/MyThing/jobs/job-1",
            "",
            "752c939e9f7a28d37b4ec4c9f519ae0c9dd293f8aa0ce3a4a09ea6346874a9e9",
        ),
        (
            "GET",
            "/things/a%3Ab_-C1/jobs/%24next?includeJobDocument=true&executionNumber=9223372036854775807",
            "",
            "ab50e74bfbfc869ad97bedaf2988357653975b5f0a98496f1097c7bb93b91f53",
        ),
        (
            "GET",
            "/things/a%3Ab_-C1/jobs",
            "",
            "a74436a8a7c90033fd6b085d0d34c12bbc8433ac58263e87adcaa1e9f3b4e900",
        ),
        (
            "PUT",
            "/things/a%3Ab_-C1/jobs/$next",
            "{}",
            "345e2517cadebb5c540021b9bcdd49db3f924b73ae4d8d1f52470c2cfc419ee7",
        ),
    ];
    for (method, path, body, signature) in cases {
        let request = signed(method, &format!("http://127.0.0.1:18080{path}"), body, None);
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert_eq!(request.headers()["x-amz-date"], "20261121T081332Z");
        assert!(authorization.ends_with(&format!("Signature={signature}")), "{method} {path}");
    }
}

#[test]
fn a_session_token_is_sent_and_signed() {
    let request = signed("GET", "https://host.example/x", "", Some("token"));
    assert_eq!(request.headers()["x-amz-security-token"], "token");
    let authorization = request.headers()["authorization"].to_str().unwrap();
    assert!(authorization.contains("SignedHeaders=host;x-amz-date;x-amz-security-token"));
}

/// The results of boto3's `generate_presigned_url` for the same keys and time.
#[test]
fn presigned_urls_have_the_signature_of_boto3() {
    let presigned = |token| {
        let how = Signature::Query(Duration::from_secs(900));
        let url = "http://127.0.0.1:18080/things/a%3Ab_-C1/jobs";
        let request = signed_as(how, "GET", url, "", token);
        request.uri().to_string()
    };
    let url = presigned(None);
    assert!(url.contains("X-Amz-Expires=900&"), "{url}");
    let signature = "b0f71686a812082a5eff266cce7a0dd139d4c8198e817e36061bb2132ce89572";
    assert!(url.contains(&format!("X-Amz-Signature={signature}")), "{url}");
    let url = presigned(Some("token"));
    assert!(url.contains("X-Amz-Security-Token=token"), "{url}");
    let signature = "c3edfa8e9cc760644eb8c31dde2290db041c08813b69c5f4dccf603317b5fb4e";
    assert!(url.contains(&format!("X-Amz-Signature={signature}")), "{url}");
}

#[test]
fn what_is_secret_does_not_show() {
    let request = signed("GET", "https://host.example/x", "", Some("hush"));
    let shown = format!("{request:?}");
    assert!(!shown.contains("hush") && !shown.contains(SECRET), "{shown}");
    assert!(request.headers()["authorization"].is_sensitive());
}

#[test]
fn a_header_in_another_encoding_is_named() {
    for name in ["x-note", "x-amz-content-sha256"] {
        let mut request = http::Request::new(Bytes::new());
        request.headers_mut().insert(name, HeaderValue::from_bytes(b"Gr\xf6\xdfe").unwrap());
        let credentials = Credentials::from_keys("AKIDEXAMPLE", SECRET, None);
        let error = signer(&credentials).sign(&mut request, Signature::Headers).unwrap_err();
        let expected =
            format!("the header `{name}` cannot be signed: its value is not UTF-8; encode it");
        assert_eq!(error.to_string(), expected);
    }
}

/// Requests of many shapes, including some that this client never sends.
#[test]
fn signatures_equal_those_of_aws_sigv4() {
    let mut random = Random(42);
    for _ in 0..2000 {
        let request = random.request();
        let token = random.one_of(&[None, Some("to/ken+=".to_owned())]);
        let credentials = Credentials::from_keys("AKIDEXAMPLE", SECRET, token);
        let how = random.one_of(&[Signature::Headers, Signature::Query(Duration::from_secs(3600))]);
        let mut ours = request.clone();
        signer(&credentials).sign(&mut ours, how).unwrap();
        let theirs = signed_by_aws_sigv4(request.clone(), &credentials, how);
        match how {
            Signature::Headers => assert_eq!(ours.headers(), theirs.headers(), "{request:?}"),
            Signature::Query(_) => assert_eq!(sorted(&ours), sorted(&theirs), "{request:?}"),
        }
    }
}

fn signed_by_aws_sigv4(mut request: Request, keys: &Credentials, how: Signature) -> Request {
    let mut settings = SigningSettings::default();
    if let Signature::Query(valid_for) = how {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(valid_for);
    }
    let identity = keys.clone().into();
    let Signer { region, service, time, .. } = signer(keys);
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(service)
        .time(time)
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let headers = request.headers().iter();
    let headers: Vec<_> =
        headers.map(|(name, value)| (name.as_str(), text(value.as_bytes()))).collect();
    let signable = SignableRequest::new(
        request.method().as_str(),
        request.uri().to_string(),
        headers.into_iter(),
        match request.headers().get(X_AMZ_CONTENT_SHA256) {
            Some(_) => SignableBody::UnsignedPayload,
            None => SignableBody::Bytes(request.body()),
        },
    );
    let (instructions, _) = sign(signable.unwrap(), &params).unwrap().into_parts();
    instructions.apply_to_request_http1x(&mut request);
    request
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The parameters of the query, sorted: their order does not matter.
fn sorted(request: &Request) -> Vec<String> {
    let mut pairs: Vec<String> =
        request.uri().query().unwrap_or_default().split('&').map(str::to_owned).collect();
    pairs.sort();
    pairs
}

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn request(&mut self) -> Request {
        let path: String = (0..self.below(6))
            .map(|_| {
                let segments = ["", ".", "..", "$next", "a%3Ab_-C1", "~x", "%2F", "things", "a,b"];
                format!("/{}", self.one_of(&segments))
            })
            .collect();
        let query: Vec<&str> = (0..self.below(4))
            .map(|_| {
                self.one_of(&["a=1", "a=", "b", "c=x%20y", "c=x+y", "%C3%A9=~", "a=%2B", "z=a=b"])
            })
            .collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let path = if path.is_empty() { "/".to_owned() } else { path };
        let mut request = http::Request::builder()
            .method(self.one_of(&["GET", "PUT", "POST", "DELETE"]))
            .uri(format!("https://host.example{path}{query}"))
            .header("host", "host.example");
        for _ in 0..self.below(4) {
            let names = ["x-b", "x-a", "content-type", "user-agent", "x-amzn-trace-id", "accept"];
            let values = ["", "v", "  two   words ", "Größe", "a,b", "ä  €"];
            request = request.header(self.one_of(&names), self.one_of(&values));
        }
        if self.below(4) == 0 {
            request = request.header(X_AMZ_CONTENT_SHA256, UNSIGNED_PAYLOAD);
        }
        let body = self.one_of(&["", "{}", "{\"status\":\"SUCCEEDED\"}"]);
        request.body(Bytes::from_static(body.as_bytes())).unwrap()
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}
