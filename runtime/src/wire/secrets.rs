use std::borrow::Cow;

use aws_smithy_types::base64;
use bytes::Bytes;
use http::{HeaderValue, Response};
use percent_encoding::utf8_percent_encode;
use serde_json::Value;

use super::SEGMENT;
use crate::sorted::sorted_by;

/// Secrets that were sent with a request: tokens, passwords and keys, in all encodings in which a
/// proxy may echo them.
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    pub(crate) fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut forms = Vec::new();
        for secret in secrets.into_iter().filter(|secret| !secret.is_empty()) {
            forms.push(secret.to_owned());
            forms.push(utf8_percent_encode(secret, SEGMENT).to_string());
            forms.push(base64::encode(secret));
            let json = Value::from(secret).to_string();
            forms.push(json[1..json.len() - 1].to_owned());
            forms.push(json[1..json.len() - 1].replace('/', "\\/"));
            forms.push(secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        }
        // Longer ones first: one secret may contain another.
        let mut forms = sorted_by(forms, |one, other| other.len().cmp(&one.len()));
        forms.dedup();
        Self(forms)
    }

    /// The response without the secrets. `None` if it contains none.
    pub(crate) fn removed_from(&self, response: &Response<Bytes>) -> Option<Response<Bytes>> {
        let body = self.removed(response.body());
        let mut shown = response.clone();
        let mut is_clean = body.is_none();
        if let Some(body) = body {
            *shown.body_mut() = body.into();
        }
        for value in shown.headers_mut().values_mut() {
            if let Some(clean) = self.removed(value.as_bytes()) {
                *value =
                    HeaderValue::from_bytes(&clean).unwrap_or(HeaderValue::from_static(REDACTED));
                is_clean = false;
            }
        }
        (!is_clean).then_some(shown)
    }

    /// Removes the secrets from all texts in a value. Returns whether there were any.
    pub(crate) fn remove_from(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => match self.removed(text.as_bytes()) {
                Some(clean) => {
                    *text = String::from_utf8_lossy(&clean).into_owned();
                    true
                }
                None => false,
            },
            Value::Array(list) => self.remove_from_all(list.iter_mut()),
            Value::Object(map) => self.remove_from_all(map.values_mut()),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    fn remove_from_all<'a>(&self, values: impl Iterator<Item = &'a mut Value>) -> bool {
        let mut any = false;
        for value in values {
            any |= self.remove_from(value);
        }
        any
    }

    fn removed(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut clean = Cow::Borrowed(text);
        for form in &self.0 {
            if let Some(without) = replaced(&clean, form.as_bytes()) {
                clean = Cow::Owned(without);
            }
        }
        match clean {
            Cow::Borrowed(_) => None,
            Cow::Owned(clean) => Some(clean),
        }
    }
}

/// The text with a placeholder for each occurrence of a part. `None` if there is none.
fn replaced(text: &[u8], part: &[u8]) -> Option<Vec<u8>> {
    let mut clean = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(window) = text.get(at..at + part.len()) {
        if window == part {
            clean.extend_from_slice(&text[done..at]);
            clean.extend_from_slice(REDACTED.as_bytes());
            at += part.len();
            done = at;
        } else {
            at += 1;
        }
    }
    if done == 0 {
        return None;
    }
    clean.extend_from_slice(&text[done..]);
    Some(clean)
}

/// The placeholder for a secret.
pub(super) const REDACTED: &str = "[redacted]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_taken_out_in_every_form() {
        let secrets = Secrets::new(["hush/\"&<", "hush"]);
        for (text, clean) in [
            ("a hush/\"&< b", "a [redacted] b"),
            ("?k=hush%2F%22%26%3C&d", "?k=[redacted]&d"),
            (r#"{"k":"hush/\"&<"}"#, r#"{"k":"[redacted]"}"#),
            (r#"{"k":"hush\/\"&<"}"#, r#"{"k":"[redacted]"}"#),
            ("<p>hush/\"&amp;&lt;</p>", "<p>[redacted]</p>"),
            ("aHVzaA==", "[redacted]"),
            ("hushhush", "[redacted][redacted]"),
        ] {
            let found = secrets.removed(text.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(found).unwrap(), clean);
        }
        assert!(secrets.removed(b"hus h").is_none());
        assert!(Secrets::new([""]).removed(b"anything").is_none());
    }

    #[test]
    fn a_response_is_cleaned_in_body_and_headers() {
        let secrets = Secrets::new(["hush"]);
        let response = |header: &'static str, body: &'static str| {
            let response = Response::builder().header("x-echo", header);
            response.body(Bytes::from_static(body.as_bytes())).unwrap()
        };
        let clean = secrets.removed_from(&response("a hush", "")).unwrap();
        assert_eq!(clean.headers()["x-echo"], "a [redacted]");
        let clean = secrets.removed_from(&response("", "b hush")).unwrap();
        assert_eq!(clean.body(), "b [redacted]");
        assert!(secrets.removed_from(&response("a", "b")).is_none());
    }

    #[test]
    fn texts_in_a_value_are_cleaned_at_any_depth() {
        let mut value = serde_json::json!({"a": ["hush", {"b": "a hush"}], "c": 1, "d": "hus"});
        let secrets = Secrets::new(["hush"]);
        assert!(secrets.remove_from(&mut value));
        let clean =
            serde_json::json!({"a": ["[redacted]", {"b": "a [redacted]"}], "c": 1, "d": "hus"});
        assert_eq!(value, clean);
        assert!(!secrets.remove_from(&mut value));
    }
}
