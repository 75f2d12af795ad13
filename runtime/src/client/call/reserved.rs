//! Headers that belong to the client. Setting one of them would change where a body ends, what is
//! signed or who the caller is, or would be overridden silently.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::client::identity::Auth;
use crate::client::sign::X_AMZ_CONTENT_SHA256;
use crate::error::BuildError;

/// Fails if there is a header that neither a member nor the caller may set.
pub(super) fn check_all(headers: &HeaderMap, auth: &[Auth]) -> Result<(), BuildError> {
    headers.iter().try_for_each(|(name, value)| check(name, value, auth))
}

/// Fails for a header that neither a member nor the caller may set.
pub(super) fn check(
    name: &HeaderName,
    value: &HeaderValue,
    auth: &[Auth],
) -> Result<(), BuildError> {
    let text = name.as_str();
    if is_framing(name) {
        return Err(BuildError::reserved_header(text, FRAMING));
    }
    if OWN.contains(&text) {
        return Err(BuildError::reserved_header(text, "the client sets it for each attempt"));
    }
    if *name == X_AMZ_CONTENT_SHA256 {
        return match is_sha256(value) {
            true => Ok(()),
            false => Err(BuildError::reserved_header(
                text,
                "it is not the SHA-256 of the body in hexadecimal digits, so the body would not be \
                 signed",
            )),
        };
    }
    if auth.iter().any(|auth| carries(*auth, text)) {
        return Err(BuildError::reserved_header(
            text,
            "it authenticates the caller: set credentials, a token or a key in the config",
        ));
    }
    Ok(())
}

/// Fails for headers that interceptors must not set either: they are not needed for another
/// signature or host.
pub(super) fn check_framing(headers: &HeaderMap) -> Result<(), BuildError> {
    match headers.keys().find(|name| is_framing(name) && name.as_str() != "host") {
        Some(name) => Err(BuildError::reserved_header(name.as_str(), FRAMING)),
        None => Ok(()),
    }
}

/// Whether the header is for framing, routing or the connection.
fn is_framing(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "connection"
            | "content-length"
            | "host"
            | "keep-alive"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
    )
}

const FRAMING: &str = "the client sets it according to endpoint, body and connection";
const OWN: [&str; 2] = ["amz-sdk-invocation-id", "amz-sdk-request"];

fn carries(auth: Auth, name: &str) -> bool {
    match auth {
        Auth::SigV4 => {
            matches!(name, "authorization" | "x-amz-date" | "x-amz-security-token")
        }
        Auth::Bearer | Auth::Basic => name == "authorization",
        Auth::ApiKeyInHeader { name: own, .. } => name.eq_ignore_ascii_case(own),
        Auth::ApiKeyInQuery { .. } | Auth::Certificate | Auth::Anonymous => false,
    }
}

fn is_sha256(value: &HeaderValue) -> bool {
    value.len() == 64 && value.as_bytes().iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, value: &str, auth: &[Auth]) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        check_all(&headers, auth).err().map(|error| error.to_string())
    }

    #[test]
    fn what_the_client_sets_is_refused_by_name() {
        for name in [
            "Content-Length",
            "host",
            "transfer-encoding",
            "connection",
            "te",
            "trailer",
            "upgrade",
            "amz-sdk-request",
            "x-amz-content-sha256",
            "authorization",
            "x-amz-date",
            "x-amz-security-token",
        ] {
            let error = refused(name, "3", &[Auth::SigV4]).expect(name);
            assert!(error.contains(&name.to_ascii_lowercase()), "{error}");
        }
        for name in ["content-type", "user-agent", "x-amz-meta-a", "expect", "date"] {
            assert_eq!(refused(name, "3", &[Auth::SigV4]), None, "{name}");
        }
        let key = Auth::ApiKeyInHeader { name: "X-Api-Key", scheme: None };
        assert!(refused("x-api-key", "3", &[key]).is_some());
    }

    #[test]
    fn who_is_not_authenticated_may_say_who_calls_himself() {
        assert_eq!(refused("authorization", "mine", &[Auth::Anonymous]), None);
        assert_eq!(refused("x-amz-date", "now", &[Auth::Bearer]), None);
        assert!(refused("authorization", "mine", &[Auth::Bearer]).is_some());
    }

    #[test]
    fn the_checksum_of_a_body_may_be_given_and_nothing_else_in_its_place() {
        let digest = "0f".repeat(32);
        assert_eq!(refused("x-amz-content-sha256", &digest, &[Auth::SigV4]), None);
        assert!(refused("x-amz-content-sha256", "UNSIGNED-PAYLOAD", &[Auth::SigV4]).is_some());
    }
}
