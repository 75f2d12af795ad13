#[cfg(feature = "aws")]
use {
    super::Held,
    crate::client::clock::Reading,
    aws_credential_types::{Credentials, Token},
    aws_smithy_runtime_api::client::identity::http::Login,
};

use crate::wire::Secrets;

/// What a request was authenticated with.
#[derive(Default)]
pub(in crate::client) enum Proof {
    #[default]
    Nothing,
    /// The certificate of the TLS connection.
    Certificate,
    #[cfg(feature = "aws")]
    Signature(Held<Credentials>, Reading),
    #[cfg(feature = "aws")]
    Token(Held<Token>),
    #[cfg(feature = "aws")]
    Login(Login),
    #[cfg(feature = "aws")]
    Key(Token),
}

impl Proof {
    /// The secrets that were sent in plain text.
    pub(in crate::client) fn secrets(&self) -> Secrets {
        match self {
            Self::Nothing | Self::Certificate => Secrets::default(),
            #[cfg(feature = "aws")]
            Self::Signature(held, _) => Secrets::new(held.identity.session_token()),
            #[cfg(feature = "aws")]
            Self::Token(held) => Secrets::new([held.identity.token()]),
            #[cfg(feature = "aws")]
            Self::Key(key) => Secrets::new([key.token()]),
            #[cfg(feature = "aws")]
            Self::Login(login) => {
                let both = format!("{}:{}", login.user(), login.password());
                Secrets::new([login.password(), &both])
            }
        }
    }

    /// The clock reading of the signature, if there is one.
    #[cfg(feature = "aws")]
    pub(in crate::client) fn signed(&self) -> Option<Reading> {
        match self {
            Self::Signature(_, reading) => Some(*reading),
            _ => None,
        }
    }
}

#[cfg(feature = "aws")]
/// Whether this error code means that credentials or a token are no longer valid, so that new ones
/// may be.
pub(in crate::client) fn is_refusal(code: &str) -> bool {
    REFUSALS.contains(&code)
}

#[cfg(feature = "aws")]
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
