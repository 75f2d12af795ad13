//! The canonical request, which is what the signature covers.

use std::borrow::Cow;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::X_AMZ_CONTENT_SHA256;
use crate::client::crypto::{digest, push_hex};
use crate::error::BoxError;
use crate::sorted::sorted_by;
use crate::wire::{Request, SEGMENT, SEGMENTS};

/// The names of the signed headers, sorted.
pub(super) fn signed_headers(headers: &HeaderMap) -> Vec<HeaderName> {
    let names = headers.keys().filter(is_signed).cloned();
    sorted_by(names, |one, other| one.as_str().cmp(other.as_str()))
}

/// The names, separated by `;`.
pub(super) fn list(names: &[HeaderName]) -> String {
    let mut text = String::with_capacity(128);
    push_list(&mut text, names);
    text
}

fn push_list(text: &mut String, names: &[HeaderName]) {
    for (index, name) in names.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ";" });
        text.push_str(name.as_str());
    }
}

/// Method, path, query, the signed headers, their names and the digest of the body, one per line.
/// The header `x-amz-content-sha256`, if present, replaces the digest.
///
/// # Errors
/// A header is not UTF-8.
pub(super) fn request(
    request: &Request,
    signed_headers: &[HeaderName],
) -> Result<String, BoxError> {
    let mut text = String::with_capacity(768);
    text.push_str(request.method().as_str());
    text.push('\n');
    text.extend(utf8_percent_encode(&normal_path(request.uri().path()), SEGMENTS));
    text.push('\n');
    push_query(&mut text, request.uri().query().unwrap_or_default());
    text.push('\n');
    for name in signed_headers {
        text.push_str(name.as_str());
        for (index, value) in request.headers().get_all(name).iter().enumerate() {
            text.push(if index == 0 { ':' } else { ',' });
            push_words(&mut text, utf8(name.as_str(), value)?);
        }
        text.push('\n');
    }
    text.push('\n');
    push_list(&mut text, signed_headers);
    text.push('\n');
    match request.headers().get(X_AMZ_CONTENT_SHA256) {
        Some(said) => text.push_str(utf8(X_AMZ_CONTENT_SHA256.as_str(), said)?),
        None => push_hex(&mut text, digest(request.body()).as_ref()),
    }
    Ok(text)
}

/// Services read the signed text as UTF-8. They would reject other bytes as a wrong signature,
/// without mentioning the header.
fn utf8<'a>(name: &str, value: &'a HeaderValue) -> Result<&'a str, BoxError> {
    std::str::from_utf8(value.as_bytes()).map_err(|_| {
        format!("the header `{name}` cannot be signed: its value is not UTF-8; encode it").into()
    })
}

/// Excludes headers that a proxy may add, change or remove.
fn is_signed(name: &&HeaderName) -> bool {
    const LEFT_OUT: [&str; 12] = [
        "authorization",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    ];
    !LEFT_OUT.contains(&name.as_str())
}

/// Without dot segments and empty ones, as services resolve it.
fn normal_path(path: &str) -> Cow<'_, str> {
    if !path.contains("/.") && !path.contains("//") {
        return path.into();
    }
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let ends_in_slash = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    let end = if ends_in_slash && !segments.is_empty() { "/" } else { "" };
    format!("/{}{end}", segments.join("/")).into()
}

/// Sorted pairs, with strict percent-encoding.
fn push_query(text: &mut String, query: &str) {
    let encoded = |part: &str| {
        let part = part.replace('+', " ");
        let decoded = percent_decode_str(&part).decode_utf8_lossy();
        utf8_percent_encode(&decoded, SEGMENT).to_string()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (encoded(name), encoded(value))
    });
    for (index, (name, value)) in sorted_by(pairs, Ord::cmp).iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "&" });
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
}

/// Collapses spaces and trims.
fn push_words(text: &mut String, value: &str) {
    let has_double = value.as_bytes().windows(2).any(|pair| pair == b"  ");
    if !has_double && !value.starts_with(' ') && !value.ends_with(' ') {
        return text.push_str(value);
    }
    for (index, word) in value.split(' ').filter(|word| !word.is_empty()).enumerate() {
        text.push_str(if index == 0 { "" } else { " " });
        text.push_str(word);
    }
}
