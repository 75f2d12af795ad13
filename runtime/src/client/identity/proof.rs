use aws_credential_types::{Credentials, Token};
use aws_smithy_runtime_api::client::identity::http::Login;

use super::known::Held;
use crate::client::clock::Reading;
use crate::wire::Secrets;

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
    /// The secrets that were sent in plain text.
    pub(in crate::client) fn secrets(&self) -> Secrets {
        match self {
            Self::Nothing => Secrets::default(),
            Self::Signature(held, _) => Secrets::new(held.identity.session_token()),
            Self::Token(held) => Secrets::new([held.identity.token()]),
            Self::Key(key) => Secrets::new([key.token()]),
            Self::Login(login) => {
                let both = format!("{}:{}", login.user(), login.password());
                Secrets::new([login.password(), &both])
            }
        }
    }

    /// The clock reading of the signature, if there is one.
    pub(in crate::client) fn signed(&self) -> Option<Reading> {
        match self {
            Self::Signature(_, reading) => Some(*reading),
            _ => None,
        }
    }
}

/// Whether this error code means that credentials or a token are no longer valid, so that new ones
/// may be.
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
