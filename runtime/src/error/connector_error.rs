//! The errors of HTTP clients for the AWS SDKs for Rust.

use aws_smithy_runtime_api::client::result::ConnectorError;

use super::{TransportError, TransportErrorKind};

impl From<ConnectorError> for TransportError {
    fn from(error: ConnectorError) -> Self {
        Self::new(kind(&error), error)
    }
}

/// The kind that the HTTP client gives its error.
pub(crate) fn kind(error: &ConnectorError) -> TransportErrorKind {
    if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_io() {
        TransportErrorKind::Interrupted
    } else if error.is_user() {
        TransportErrorKind::Setup
    } else {
        TransportErrorKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_stays_the_same_and_so_does_the_cause() {
        let timeout = TransportError::from(ConnectorError::timeout("slow".into()));
        assert!(timeout.is_timeout() && timeout.to_string().ends_with(": slow"), "{timeout}");
        let io = TransportError::from(ConnectorError::io("reset".into()));
        assert!(io.is_io() && !io.is_unsent() && io.to_string().ends_with(": reset"), "{io}");
        assert!(TransportError::from(ConnectorError::user("odd".into())).is_user());
        let other = TransportError::from(ConnectorError::other("odd".into(), None));
        assert!(
            other.is_other() && !other.is_unsent() && other.into_source().is::<ConnectorError>()
        );
    }
}
