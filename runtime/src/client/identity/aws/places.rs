//! Where requests carry secrets that are not signatures.

use std::fmt::Write;

use aws_smithy_types::base64;
use http::header::{AUTHORIZATION, HeaderName};
use http::uri::{Scheme, Uri};
use percent_encoding::utf8_percent_encode;

use crate::client::sign::{add_to_query, sensitive};
use crate::client::transport::{SecretParameter, is_loopback};
use crate::error::BoxError;
use crate::wire::{Request, SEGMENT};

pub(in crate::client) fn put_token(request: &mut Request, token: &str) -> Result<(), BoxError> {
    put_header(request, AUTHORIZATION, "token", &format!("Bearer {token}"))
}

pub(in crate::client) fn put_login(
    request: &mut Request,
    user: &str,
    password: &str,
) -> Result<(), BoxError> {
    if user.contains(':') {
        return Err("a user name with a colon cannot be separated from its password".into());
    }
    let login = base64::encode(format!("{user}:{password}"));
    put_header(request, AUTHORIZATION, "login", &format!("Basic {login}"))
}

pub(in crate::client) fn put_key_in_header(
    request: &mut Request,
    name: &'static str,
    scheme: Option<&str>,
    key: &str,
) -> Result<(), BoxError> {
    let text = scheme.map_or_else(|| key.to_owned(), |scheme| format!("{scheme} {key}"));
    put_header(request, HeaderName::from_bytes(name.as_bytes())?, "API key", &text)
}

pub(in crate::client) fn put_key_in_query(
    request: &mut Request,
    name: &'static str,
    key: &str,
) -> Result<(), BoxError> {
    check_way(request.uri(), "API key")?;
    let mut encoded = String::new();
    // Writing to a `String` cannot fail.
    let _ = write!(encoded, "{}", utf8_percent_encode(name, SEGMENT));
    add_to_query(request.uri_mut(), &[(&encoded, key)])?;
    request.extensions_mut().insert(SecretParameter(encoded));
    Ok(())
}

fn put_header(
    request: &mut Request,
    name: HeaderName,
    what: &str,
    text: &str,
) -> Result<(), BoxError> {
    check_way(request.uri(), what)?;
    let value = sensitive(text)
        .map_err(|_| format!("the {what} contains a character that is not allowed in a header"))?;
    request.headers_mut().insert(name, value);
    Ok(())
}

/// Secrets in plain text require a secure connection.
fn check_way(uri: &Uri, what: &str) -> Result<(), BoxError> {
    if uri.scheme() == Some(&Scheme::HTTPS) || is_loopback(uri) {
        return Ok(());
    }
    Err(format!("the {what} is not sent over plain http, where others can read it: use https")
        .into())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::client::transport::public_uri;

    fn request(uri: &str) -> Request {
        http::Request::get(uri).body(Bytes::new()).unwrap()
    }

    #[test]
    fn secrets_stand_where_the_model_says_and_do_not_show() {
        let mut sent = request("https://h/a?b=c");
        put_token(&mut sent, "hunter2").unwrap();
        assert_eq!(sent.headers()["authorization"], "Bearer hunter2");
        put_login(&mut sent, "Aladdin", "open sesame").unwrap();
        assert_eq!(sent.headers()["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        put_key_in_header(&mut sent, "x-key", None, "hunter2").unwrap();
        assert_eq!(sent.headers()["x-key"], "hunter2");
        put_key_in_header(&mut sent, "x-key", Some("ApiKey"), "hunter2").unwrap();
        assert_eq!(sent.headers()["x-key"], "ApiKey hunter2");
        assert!(!format!("{:?}", sent.headers()).contains("hunter2"));

        put_key_in_query(&mut sent, "the key", "hunter 2").unwrap();
        assert_eq!(sent.uri(), "https://h/a?b=c&the%20key=hunter%202");
        assert_eq!(*public_uri(&sent), "https://h/a?b=c");
        let mut sent = request("https://h/a");
        put_key_in_query(&mut sent, "k", "hunter2").unwrap();
        assert_eq!(*public_uri(&sent), "https://h/a");
    }

    #[test]
    fn a_secret_that_cannot_be_sent_is_not_repeated() {
        let sent = || request("https://h/");
        for error in [
            put_token(&mut sent(), "hunter\n2"),
            put_key_in_header(&mut sent(), "k", None, "hunter\n2"),
            put_login(&mut sent(), "a:b", "hunter2"),
        ] {
            let text = error.unwrap_err().to_string();
            assert!(!text.contains("hunter"), "{text}");
        }
    }

    #[test]
    fn over_plain_http_a_secret_goes_to_this_machine_only() {
        for local in ["http://localhost:1/", "http://127.0.0.1/", "http://[::1]:1/"] {
            put_token(&mut request(local), "hunter2").unwrap();
            put_key_in_query(&mut request(local), "k", "hunter2").unwrap();
        }
        let far = || request("http://host.example/");
        for error in [
            put_token(&mut far(), "hunter2"),
            put_login(&mut far(), "a", "hunter2"),
            put_key_in_header(&mut far(), "k", None, "hunter2"),
            put_key_in_query(&mut far(), "k", "hunter2"),
        ] {
            let text = error.unwrap_err().to_string();
            assert!(text.contains("plain http") && !text.contains("hunter2"), "{text}");
        }
    }
}
