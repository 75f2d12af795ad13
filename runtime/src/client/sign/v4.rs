use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_smithy_types::DateTime;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue, InvalidHeaderValue};
use http::uri::{PathAndQuery, Uri};
use percent_encoding::utf8_percent_encode;
use time::OffsetDateTime;

use super::{Signature, SigningKeys, canonical};
use crate::client::crypto::{digest, hex, hmac, push_hex};
use crate::error::BoxError;
use crate::wire::{Request, SEGMENT};

/// The credentials, the service and the time of a signature.
pub(crate) struct Signer<'a> {
    pub(crate) keys: &'a SigningKeys,
    pub(crate) credentials: &'a Credentials,
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
    pub(crate) time: SystemTime,
}

impl Signer<'_> {
    /// Signs method, URI, current headers and body.
    ///
    /// # Errors
    /// A header is not UTF-8, or the credentials contain characters that a header cannot carry.
    pub(crate) fn sign(&self, request: &mut Request, signature: Signature) -> Result<(), BoxError> {
        let time = timestamp(self.time)?;
        match signature {
            Signature::Headers => self.sign_headers(request, &time),
            Signature::Query(valid_for) => self.sign_query(request, &time, valid_for),
        }
    }

    fn sign_headers(&self, request: &mut Request, time: &str) -> Result<(), BoxError> {
        let headers = request.headers_mut();
        headers.insert(X_AMZ_DATE, HeaderValue::from_str(time)?);
        if let Some(token) = self.credentials.session_token() {
            let token = sensitive(token).map_err(
                |_| "the session token contains a character that is invalid in a header",
            )?;
            headers.insert(X_AMZ_SECURITY_TOKEN, token);
        }
        let names = canonical::signed_headers(headers);
        let signed = canonical::list(&names);
        let scope = self.scope(time);
        let signature = self.signature(request, &names, time, &scope)?;
        let key = self.credentials.access_key_id();
        let text = [
            ALGORITHM,
            " Credential=",
            key,
            "/",
            &scope,
            ", SignedHeaders=",
            &signed,
            ", Signature=",
            &signature,
        ]
        .concat();
        let text = sensitive(&text)
            .map_err(|_| "the access key id contains a character that is invalid in a header")?;
        request.headers_mut().insert(AUTHORIZATION, text);
        Ok(())
    }

    fn sign_query(
        &self,
        request: &mut Request,
        time: &str,
        valid_for: Duration,
    ) -> Result<(), BoxError> {
        let names = canonical::signed_headers(request.headers());
        let signed = canonical::list(&names);
        let scope = self.scope(time);
        let credential = format!("{}/{scope}", self.credentials.access_key_id());
        let seconds = valid_for.as_secs().to_string();
        let mut parameters = vec![
            ("X-Amz-Algorithm", ALGORITHM),
            ("X-Amz-Credential", &credential),
            ("X-Amz-Date", time),
            ("X-Amz-Expires", &seconds),
            ("X-Amz-SignedHeaders", &signed),
        ];
        parameters.extend(self.credentials.session_token().map(|it| ("X-Amz-Security-Token", it)));
        add_to_query(request.uri_mut(), &parameters)?;
        let signature = self.signature(request, &names, time, &scope)?;
        add_to_query(request.uri_mut(), &[("X-Amz-Signature", &signature)])
    }

    fn signature(
        &self,
        request: &Request,
        names: &[HeaderName],
        time: &str,
        scope: &str,
    ) -> Result<String, BoxError> {
        let mut text = String::with_capacity(192);
        for line in [ALGORITHM, time, scope] {
            text.push_str(line);
            text.push('\n');
        }
        push_hex(&mut text, digest(canonical::request(request, names)?.as_bytes()).as_ref());
        let parts = [date(time), self.region, self.service];
        let key = self.keys.key(self.credentials, scope, parts);
        Ok(hex(hmac(&key, &text).as_ref()))
    }

    fn scope(&self, time: &str) -> String {
        [date(time), "/", self.region, "/", self.service, "/aws4_request"].concat()
    }
}

/// For example `20261121T081332Z`; the part before the `T` is the date. The libraries format dates with
/// separators, which would have to be removed for each signature.
fn timestamp(time: SystemTime) -> Result<String, BoxError> {
    let seconds = DateTime::from(time).secs();
    let time = OffsetDateTime::from_unix_timestamp(seconds).ok();
    let time = time.filter(|time| time.year() >= 0).ok_or_else(|| {
        format!(
            "{seconds} seconds since 1970 are no time of the years 0 to 9999, which can be signed"
        )
    })?;
    let year = time.year();
    let mut text = String::with_capacity(16);
    push_two(&mut text, (year / 100) as u8);
    push_two(&mut text, (year % 100) as u8);
    push_two(&mut text, time.month().into());
    push_two(&mut text, time.day());
    text.push('T');
    push_two(&mut text, time.hour());
    push_two(&mut text, time.minute());
    push_two(&mut text, time.second());
    text.push('Z');
    Ok(text)
}

/// Appends the two digits of a number below 100.
fn push_two(text: &mut String, number: u8) {
    for digit in [number / 10, number % 10] {
        text.push(char::from(b'0' + digit));
    }
}

fn date(time: &str) -> &str {
    time.split('T').next().unwrap_or(time)
}

pub(crate) fn sensitive(text: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_str(text)?;
    value.set_sensitive(true);
    Ok(value)
}

pub(crate) fn add_to_query(uri: &mut Uri, parameters: &[(&str, &str)]) -> Result<(), BoxError> {
    let mut parts = std::mem::take(uri).into_parts();
    let mut text = parts.path_and_query.as_ref().map_or("/", PathAndQuery::as_str).to_owned();
    for (name, value) in parameters {
        let separator = if text.contains('?') { '&' } else { '?' };
        text.push(separator);
        text.push_str(name);
        text.push('=');
        text.extend(utf8_percent_encode(value, SEGMENT));
    }
    parts.path_and_query = Some(text.parse()?);
    *uri = Uri::from_parts(parts)?;
    Ok(())
}

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
