//! The secrets of an attempt, which errors must not show.

use std::borrow::Cow;
use std::str;

use http::header::{HeaderName, HeaderValue};

use super::exchange::Exchange;
use crate::client::identity::Proof;
use crate::http::is_secret;
use crate::wire::{Request, Secrets};

impl Exchange<'_> {
    /// The secrets that were sent with the last attempt.
    pub(super) fn secrets(&self) -> Secrets {
        let own = self.proof.secrets();
        let headers = self.secret_headers.iter();
        let texts = headers.filter_map(|value| str::from_utf8(value.as_bytes()).ok());
        Secrets::new(own.iter().map(Cow::as_ref).chain(texts.flat_map(parts)))
    }
}

/// The values of headers that authenticate the caller, except those of the client's signature.
pub(super) fn secret_headers(request: &Request, proof: &Proof) -> Vec<HeaderValue> {
    let signature = proof.signature_headers();
    let is_other = |name: &HeaderName| !signature.contains(&name.as_str());
    let headers = request.headers().iter();
    let secret = headers.filter(|(name, value)| is_secret(name, value) && is_other(name));
    secret.map(|(_, value)| value.clone()).collect()
}

/// The value of a header with credentials, and the credentials after a scheme such as `Bearer`, which
/// a server may echo alone. Short ones are left, as the text of an error may contain them by chance.
fn parts(value: &str) -> [&str; 2] {
    let is_scheme = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let credentials =
        value.split_once(' ').filter(|(scheme, rest)| is_scheme(scheme) && rest.len() >= 8);
    [value, credentials.map_or("", |(_, credentials)| credentials)]
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn credentials_stand_after_a_scheme() {
        assert_eq!(parts("Bearer hush/mine"), ["Bearer hush/mine", "hush/mine"]);
        assert_eq!(parts("hush/mine"), ["hush/mine", ""]);
        assert_eq!(parts("My a"), ["My a", ""]);
        assert_eq!(parts("a=hush; b=hush/mine"), ["a=hush; b=hush/mine", ""]);
    }
}
