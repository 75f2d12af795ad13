use aws_credential_types::{Credentials, Token};
use aws_smithy_runtime_api::client::identity::http::Login;

use super::known::Held;
use crate::client::clock::Reading;

/// What a request was authenticated with.
#[derive(Default)]
pub(in crate::client) enum Proof {
    #[default]
    Nothing,
    Signature(Held<Credentials>, Reading),
    Token(Held<Token>),
    Login(Login),
    Key(Token),
}

impl Proof {
    /// The clock that the signature was made by, if there is one.
    pub(in crate::client) fn signed(&self) -> Option<Reading> {
        match self {
            Self::Signature(_, reading) => Some(*reading),
            _ => None,
        }
    }
}

/// Whether a service says by this error code that credentials or a token are no longer good, so
/// that others may be.
pub(in crate::client) fn is_refusal(code: &str) -> bool {
    REFUSALS.contains(&code)
}

const REFUSALS: [&str; 8] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidToken",
    "InvalidTokenException",
    "TokenRefreshRequired",
    "UnrecognizedClientException",
];
