use std::borrow::Cow;

#[cfg(feature = "aws")]
use {
    super::Held,
    crate::client::clock::Reading,
    aws_credential_types::{Credentials, Token},
    aws_smithy_runtime_api::client::identity::http::Login,
};

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
    pub(in crate::client) fn secrets(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::Nothing | Self::Certificate => Vec::new(),
            #[cfg(feature = "aws")]
            Self::Signature(held, _) => {
                held.identity.session_token().map(Cow::Borrowed).into_iter().collect()
            }
            #[cfg(feature = "aws")]
            Self::Token(held) => vec![held.identity.token().into()],
            #[cfg(feature = "aws")]
            Self::Key(key) => vec![key.token().into()],
            #[cfg(feature = "aws")]
            Self::Login(login) => {
                let both = format!("{}:{}", login.user(), login.password());
                vec![login.password().into(), both.into()]
            }
        }
    }

    /// The headers of a signature. They show no secret that [`secrets`](Self::secrets) lacks.
    pub(in crate::client) fn signature_headers(&self) -> &'static [&'static str] {
        match self {
            #[cfg(feature = "aws")]
            Self::Signature(..) => &["authorization", "x-amz-security-token"],
            _ => &[],
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
