mod kind;
mod refusal;
#[cfg(test)]
pub(in crate::credentials) mod tests;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use aws_credential_types::provider::error::CredentialsError;
use smithy_client_runtime::error::{BoxError, SdkError, TransportErrorKind};

pub use self::kind::IotCredentialsErrorKind;
use self::refusal::Refusal;
use super::fetch::Issued;

/// Why there are no credentials.
///
/// `Display` is one line: what went wrong, for which role alias at which host, and what to do.
/// `source` returns only causes that the line does not include. Neither contains secrets. Clones
/// share their contents: one failure is returned to all callers that waited for it.
#[derive(Clone)]
pub struct IotCredentialsError(Arc<Parts>);

struct Parts {
    kind: IotCredentialsErrorKind,
    /// What went wrong, in one line.
    text: String,
    refusal: Option<Refusal>,
    cause: Option<BoxError>,
}

impl IotCredentialsError {
    /// What kind of failure it is.
    pub fn kind(&self) -> IotCredentialsErrorKind {
        self.0.kind
    }

    /// The HTTP status, if the service refused.
    pub fn status(&self) -> Option<u16> {
        Some(self.0.refusal.as_ref()?.status)
    }

    /// The error code of the service, such as `AccessDeniedException`, if it refused with one.
    pub fn code(&self) -> Option<&str> {
        self.0.refusal.as_ref()?.code.as_deref()
    }

    /// The message of the service, if it refused with one.
    pub fn message(&self) -> Option<&str> {
        self.0.refusal.as_ref()?.message.as_deref()
    }

    /// The id of the refused request, which AWS support uses to find it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.refusal.as_ref()?.request_id.as_deref()
    }

    /// A setting that cannot be used.
    pub(super) fn setting(problem: impl Into<String>) -> Self {
        Self::new(IotCredentialsErrorKind::InvalidSetting, problem.into())
    }

    /// A reply that does not contain what it should.
    pub(super) fn unusable(problem: impl fmt::Display) -> Self {
        let text = format!("the reply of the credentials provider cannot be used: {problem}");
        Self::new(IotCredentialsErrorKind::UnusableReply, text)
    }

    /// Credentials whose life is over already.
    pub(super) fn expired(issued: &Issued) -> Self {
        Self::unusable(match issued.date {
            Some(_) => "its credentials have expired by the `Date` of the reply",
            None => {
                "it has no readable header `Date`, and its credentials have expired by the clock \
                 of this device, which may be wrong"
            }
        })
    }

    /// The failure of a request for a role alias.
    pub(super) fn failed<E: Error + Send + Sync + 'static>(
        role_alias: &str,
        error: SdkError<E>,
    ) -> Self {
        let refusal = match &error {
            SdkError::ServiceError(failure) => Some(Refusal::of(failure.raw())),
            _ => None,
        };
        let kind = refusal.as_ref().map_or_else(|| kind_of(&error), Refusal::kind);
        let what = match (&refusal, error.call().host.as_deref()) {
            (Some(refusal), Some(host)) => format!("{host} refused: {refusal}"),
            (Some(refusal), None) => refusal.to_string(),
            (None, _) => error.to_string(),
        };
        let advice = match kind.advice() {
            "" => String::new(),
            advice => format!("; {advice}"),
        };
        let text = format!("no credentials for the role alias `{role_alias}`: {what}{advice}");
        let cause: Option<BoxError> = if refusal.is_some() { None } else { Some(error.into()) };
        Self(Arc::new(Parts { kind, text, refusal, cause }))
    }

    /// Whether another request would get the same reply, until somebody changes a setting.
    pub(super) fn is_lasting(&self) -> bool {
        let is_throttling = self.kind() == IotCredentialsErrorKind::Throttled;
        !is_throttling && matches!(self.status(), Some(400 | 403 | 404))
    }

    fn new(kind: IotCredentialsErrorKind, text: String) -> Self {
        Self(Arc::new(Parts { kind, text, refusal: None, cause: None }))
    }
}

/// The kind of a failure without a refusal.
fn kind_of<E>(error: &SdkError<E>) -> IotCredentialsErrorKind {
    use IotCredentialsErrorKind as Kind;

    match error {
        SdkError::ConstructionFailure(_) => Kind::InvalidSetting,
        SdkError::TimeoutError(_) => Kind::Timeout,
        SdkError::DispatchFailure(failure) => {
            match failure.transport_error().map(|error| error.kind()) {
                Some(TransportErrorKind::Setup) => Kind::InvalidSetting,
                Some(TransportErrorKind::Certificate) => Kind::Certificate,
                Some(TransportErrorKind::Malformed) => Kind::UnusableReply,
                _ => Kind::Connection,
            }
        }
        _ => Kind::UnusableReply,
    }
}

impl fmt::Display for IotCredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

impl fmt::Debug for IotCredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { kind, text, refusal, cause } = &*self.0;
        f.debug_struct("IotCredentialsError")
            .field("kind", kind)
            .field("text", text)
            .field("refusal", refusal)
            .field("cause", cause)
            .finish()
    }
}

impl Error for IotCredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.as_ref()?.source()
    }
}

impl From<IotCredentialsError> for CredentialsError {
    fn from(error: IotCredentialsError) -> Self {
        match error.kind() {
            IotCredentialsErrorKind::InvalidSetting => Self::invalid_configuration(error),
            IotCredentialsErrorKind::UnusableReply => Self::unhandled(error),
            _ => Self::provider_error(error),
        }
    }
}
