use http::HeaderValue;

use super::*;
use crate::error::Unhandled;

fn reply(headers: &[(&str, &str)], body: &'static str) -> Response<Bytes> {
    let mut response = Response::builder();
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::from_static(body.as_bytes())).unwrap()
}

#[test]
fn the_code_is_found_wherever_services_put_it() {
    let code = |headers: &[(&str, &str)], body| {
        ErrorReply::new(reply(headers, body)).code().map(str::to_owned)
    };
    let expected = Some("FooException".to_owned());
    assert_eq!(code(&[(ERROR_TYPE, "FooException")], "{}"), expected);
    assert_eq!(code(&[(ERROR_TYPE, "FooException:http://a.b/c#d")], "{}"), expected);
    assert_eq!(code(&[], r#"{"code":"FooException"}"#), expected);
    assert_eq!(code(&[(ERROR_TYPE, "")], r#"{"code":"FooException"}"#), expected);
    assert_eq!(code(&[(ERROR_TYPE, "FooException,InternalFailure")], "{}"), expected);
    assert_eq!(code(&[(ERROR_TYPE, " , a#FooException:http://a.b/c,B")], "{}"), expected);
    assert_eq!(code(&[(ERROR_TYPE, ",")], r#"{"code":"FooException"}"#), expected);
    assert_eq!(code(&[], r#"{"__type":"com.example#FooException"}"#), expected);
    assert_eq!(code(&[], r#"{"inner":{"__type":"FooException"}}"#), None);
    assert_eq!(code(&[], "<html>"), None);
}

#[test]
fn the_message_is_found_under_any_of_its_names() {
    for body in [r#"{"message":"m"}"#, r#"{"Message":"m"}"#, r#"{"errorMessage":"m"}"#] {
        let reply = ErrorReply::new(reply(&[("x-amzn-requestid", "id-1")], body));
        assert_eq!(reply.message(), Some("m"));
        assert_eq!(reply.metadata().extra(AWS_REQUEST_ID), Some("id-1"));
    }
}

#[test]
fn bytes_that_are_not_utf_8_lose_nothing_of_an_error() {
    let mut response = reply(&[("x-amz-request-id", "id-2")], r#"{"message":"m"}"#);
    response.headers_mut().insert(ERROR_TYPE, HeaderValue::from_bytes(b"B\xe4dError").unwrap());
    let odd = HeaderValue::from_bytes(b"\xff").unwrap();
    response.headers_mut().insert("x-amzn-requestid", odd);
    let reply = ErrorReply::new(response);
    assert_eq!((reply.code(), reply.message()), (Some("BädError"), Some("m")));
    assert_eq!(reply.request_id(), Some("id-2"));
}

#[test]
fn odd_json_loses_nothing_of_an_error() {
    for (body, message) in [
        ("\u{feff}{\"code\":\"A7\",\"message\":\"m\"}\n", "m"),
        (r#"{"code":"A7","message":"cut off \ud83d"}"#, "cut off \u{fffd}"),
    ] {
        let reply = ErrorReply::new(reply(&[], body));
        assert_eq!((reply.code(), reply.message()), (Some("A7"), Some(message)), "{body}");
    }
    for body in ["", " ", "null", "\u{feff}"] {
        assert_eq!(ErrorReply::new(reply(&[], body)).code(), None, "{body:?}");
    }
}

#[test]
fn a_body_that_would_take_too_much_memory_is_not_looked_into() {
    let body = format!(r#"{{"code":"A7","more":[{}0]}}"#, "{},".repeat(1000));
    let of = |limit| {
        let mut response = Response::new(Bytes::from(body.clone()));
        response.extensions_mut().insert(MemoryLimit::new(limit));
        ErrorReply::new(response).code().map(str::to_owned)
    };
    assert_eq!(of(1 << 20), Some("A7".to_owned()));
    assert_eq!(of(1 << 10), None);
}

#[test]
fn an_encoding_is_named_and_its_bytes_are_not_quoted() {
    let mut response = Response::new(Bytes::from_static(b"\x1f\x8b\x08\0\x03"));
    response.headers_mut().insert("content-encoding", HeaderValue::from_static("gzip"));
    assert_eq!(
        Unhandled::from_reply(&ErrorReply::new(response)).to_string(),
        "an error without a code, encoded as gzip, which this client does not decode, that starts \
         with 5 bytes, which are not text"
    );
}

#[test]
fn a_session_token_stays_in_the_raw_response() {
    let body = concat!(
        r#"{"__type":"InvalidSignatureException","message":"The canonical string should have "#,
        r#"been\nhost:h\nx-amz-security-token:hunter2\n\nhost;x-amz-security-token\nabc"}"#
    );
    let reply = ErrorReply::new(reply(&[], body));
    assert_eq!(reply.response().body(), body);
    let message = reply.message().unwrap();
    assert!(message.contains("x-amz-security-token:[redacted]\n\nhost;"), "{message}");
    let unhandled = Unhandled::from_reply(&reply);
    let shown = format!("{reply:?}{unhandled:?}{unhandled}");
    assert!(shown.contains("[redacted]") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn an_error_is_one_line_of_bounded_length() {
    let hostile = format!("a\n\u{1b}[2J{}", "b ".repeat(1 << 20));
    let body = serde_json::json!({"code": hostile, "message": hostile}).to_string();
    let reply = ErrorReply::new(Response::new(body.into()));
    assert_eq!(reply.message(), Some(hostile.as_str()));
    let text = Unhandled::from_reply(&reply).to_string();
    assert!(text.len() < 1000, "{}", text.len());
    assert!(text.contains(r": a \u{1b}[2Jb b") && !text.contains(char::is_control), "{text}");
}

#[test]
fn an_error_without_a_code_says_what_came() {
    let text = |headers: &[(&str, &str)], body| {
        Unhandled::from_reply(&ErrorReply::new(reply(headers, body))).to_string()
    };
    let json = ("content-type", "application/json");
    assert_eq!(
        text(&[json], r#"{"message":"busy"}"#),
        "an error without a code, of type application/json: busy"
    );
    assert_eq!(
        text(&[json], r#"{"status":"busy"}"#),
        r#"an error without a code, of type application/json, that starts "{\"status\":\"busy\"}""#
    );
    for target in ["http://login.test/?token=hunter2", "http://login.test/#token=hunter2"] {
        let end = if target.contains('?') { '?' } else { '#' };
        assert_eq!(
            text(&[("location", target)], ""),
            format!(
                "an error without a code, a redirect to http://login.test/{end}…, with an empty body"
            )
        );
    }
    let long = "x".repeat(5000);
    assert!(text(&[("location", &long), ("content-type", &long)], "").len() < 500);
}

#[test]
fn an_exception_inside_a_success_is_seen() {
    let wrong_plane = concat!(
        r#"{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException","#,
        r#""message":null},"Version":"1.0"}"#
    );
    let inside = ErrorReply::inside_success(&reply(&[], wrong_plane)).unwrap();
    assert_eq!(inside.code(), Some("UnknownOperationException"));
    for hidden in [
        r#"{"__type":"a#InternalFailure"}"#,
        r#"{"code":"InvalidRequestException","message":"x"}"#,
        r#"{"Error":{"Code":"AccessDenied"}}"#,
    ] {
        assert!(ErrorReply::inside_success(&reply(&[], hidden)).is_some(), "{hidden}");
    }
    let stored = r#"{"__type":"a#InternalFailure"}"#;
    assert!(ErrorReply::beside_success(&reply(&[], stored)).is_none());
    let told = reply(&[(ERROR_TYPE, "InternalFailure")], stored);
    assert_eq!(ErrorReply::beside_success(&told).unwrap().code(), Some("InternalFailure"));
    for harmless in [
        r#"{"contents":{"__type":"a#BException"}}"#,
        r#"{"__type":"a#UpdateJobExecutionResponse"}"#,
        r#"{"code":"A17","message":"a door code"}"#,
        "{}",
    ] {
        assert!(ErrorReply::inside_success(&reply(&[], harmless)).is_none(), "{harmless}");
    }
}
