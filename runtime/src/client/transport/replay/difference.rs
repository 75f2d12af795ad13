use bytes::Bytes;
use http::{Request, Uri};
use serde_json::Value;

use crate::client::transport::secret_parameter::public_uri;

/// The difference between a request and the expected one. `None` if they match.
pub(super) fn difference(expected: &Request<Bytes>, actual: &Request<Bytes>) -> Option<String> {
    if expected.method() != actual.method() {
        return Some(format!("{} instead of {}", actual.method(), expected.method()));
    }
    let public = public_uri(actual);
    let is_same = |uri: &Uri| match expected.uri().authority() {
        Some(_) => expected.uri() == uri,
        None => expected.uri().path_and_query() == uri.path_and_query(),
    };
    if !is_same(actual.uri()) && !is_same(&public) {
        return Some(format!("{public} instead of {}", expected.uri()));
    }
    for (name, value) in expected.headers() {
        if !actual.headers().get_all(name).iter().any(|actual| actual == value) {
            return Some(format!("the header {name} differs"));
        }
    }
    let [expected, actual] = [expected.body(), actual.body()];
    if expected == actual || json(expected).is_some_and(|value| Some(value) == json(actual)) {
        return None;
    }
    let [expected, actual] = [expected, actual].map(|body| String::from_utf8_lossy(body));
    Some(format!("the body {actual:.200?} instead of {expected:.200?}"))
}

fn json(body: &Bytes) -> Option<Value> {
    serde_json::from_slice(body).ok()
}
