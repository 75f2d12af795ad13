//! AWS's test vectors for Signature Version 4. They are not part of this repository.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use aws_smithy_types::date_time::Format;
use bytes::Bytes;
use serde_json::Value;

use super::tests::KEYS;
use super::v4::*;
use super::*;
use crate::client::crypto::{digest, hex};
use crate::wire::Request;
use aws_credential_types::Credentials;
use aws_smithy_types::DateTime;
use http::header::AUTHORIZATION;

const SUITE: &str = "sigv4/tests/aws-signing-test-suite/v4";
/// Each of these has two signatures: in the headers, and in the query.
const SIGNED: usize = 29;

/// Vectors that do not apply to this client, and why.
const SKIPPED: [(&str, &str); 9] = [
    ("get-relative-relative-unnormalized", UNNORMALIZED),
    ("get-relative-unnormalized", UNNORMALIZED),
    ("get-slash-dot-slash-unnormalized", UNNORMALIZED),
    ("get-slash-pointless-dot-unnormalized", UNNORMALIZED),
    ("get-slash-unnormalized", UNNORMALIZED),
    ("get-slashes-unnormalized", UNNORMALIZED),
    ("get-space-unnormalized", UNNORMALIZED),
    ("get-space-normalized", "the path has a space, which a URI cannot contain"),
    ("post-sts-header-after", "the session token is not signed, which only a service may ask for"),
];
const UNNORMALIZED: &str = "the path is signed as it is, which only Amazon S3 asks for";

#[test]
#[ignore = "needs AWS's test vectors of ../shared: `cargo xtask test` runs it"]
fn signatures_equal_those_of_the_vectors() {
    let mut skipped: BTreeSet<&str> = SKIPPED.iter().map(|(name, _)| *name).collect();
    let mut signed = 0;
    for entry in fs::read_dir(suite()).unwrap() {
        let vector = Vector(entry.unwrap().path());
        if !skipped.remove(vector.name()) {
            vector.check(Signature::Headers, "header");
            vector.check(Signature::Query(Duration::from_secs(3600)), "query");
            signed += 1;
        }
    }
    assert!(skipped.is_empty(), "these vectors are gone: {skipped:?}");
    assert_eq!(signed, SIGNED, "vectors were added or lost");
    println!("{} signatures of {signed} vectors; not signed:", 2 * signed);
    for (name, reason) in SKIPPED {
        println!("{name}: {reason}");
    }
}

fn suite() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = env::var_os("IOT_JOBS_SHARED").map_or_else(beside, PathBuf::from);
    let suite = shared.join(SUITE);
    let path = suite.display();
    assert!(suite.exists(), "there is no {path} (IOT_JOBS_SHARED can name another directory)");
    suite
}

/// A directory with a request, the settings for signing it, and the expected results.
struct Vector(PathBuf);

impl Vector {
    fn name(&self) -> &str {
        self.0.file_name().and_then(|name| name.to_str()).unwrap()
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }

    fn check(&self, how: Signature, prefix: &str) {
        let context: Value = serde_json::from_str(&self.read("context.json")).unwrap();
        let keys = &context["credentials"];
        let field = |value: &Value| value.as_str().unwrap().to_owned();
        let token = keys.get("token").map(field);
        let (id, secret) = (field(&keys["access_key_id"]), field(&keys["secret_access_key"]));
        let time = context["timestamp"].as_str().unwrap();
        let signer = Signer {
            keys: &KEYS,
            credentials: &Credentials::from_keys(id, secret, token),
            region: context["region"].as_str().unwrap(),
            service: context["service"].as_str().unwrap(),
            time: DateTime::from_str(time, Format::DateTime).unwrap().try_into().unwrap(),
        };
        assert_eq!(context["expiration_in_seconds"], 3600, "{}", self.name());
        assert_eq!(context["normalize"], true, "{}", self.name());

        let mut request = parse(&self.read("request.txt"));
        if context["sign_body"] == true && how == Signature::Headers {
            let digest = hex(digest(request.body()).as_ref()).parse().unwrap();
            request.headers_mut().insert(X_AMZ_CONTENT_SHA256, digest);
        }
        let canonical = self.read(&format!("{prefix}-canonical-request.txt"));
        let (_, rest) = canonical.rsplit_once("\n\n").unwrap();
        let (headers, _) = rest.split_once('\n').unwrap();
        signer.sign(&mut request, how).unwrap();

        let expected = self.read(&format!("{prefix}-signature.txt"));
        let (unsigned, signature) = take_signature(request);
        let names: Vec<_> = headers.split(';').map(|name| name.parse().unwrap()).collect();
        assert_eq!(canonical::request(&unsigned, &names).unwrap(), canonical, "{}", self.name());
        assert_eq!(signature, expected, "{}", self.name());
    }
}

/// Separates a request from its signature.
fn take_signature(mut request: Request) -> (Request, String) {
    if let Some(authorization) = request.headers_mut().remove(AUTHORIZATION) {
        let (_, signature) = authorization.to_str().unwrap().rsplit_once("Signature=").unwrap();
        return (request, signature.to_owned());
    }
    let uri = request.uri().to_string();
    let (unsigned, signature) = uri.split_once("&X-Amz-Signature=").unwrap();
    *request.uri_mut() = unsigned.parse().unwrap();
    (request, signature.to_owned())
}

/// A request in wire format, except that a line that begins with a space continues the previous
/// one.
fn parse(text: &str) -> Request {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let head = head.replace("\n ", "  ");
    let mut lines = head.lines();
    let mut first = lines.next().unwrap().split(' ');
    let mut request =
        http::Request::builder().method(first.next().unwrap()).uri(first.next().unwrap());
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        request = request.header(name, value.trim_start());
    }
    request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()
}
