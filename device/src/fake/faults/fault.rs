use std::time::Duration;

/// What goes wrong with one call, or with one notification.
///
/// "Unanswered" means for HTTP a transport error that leaves open whether the request arrived
/// (`Timeout` or `Interrupted`), for MQTT that no answer comes, and for
/// [`Fake::call`](super::super::Fake::call) the kind
/// [`Unanswered`](crate::jobs::CallErrorKind::Unanswered).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// No connection: nothing is sent, and the caller knows it. Over MQTT, publishing fails.
    Unreachable,
    /// The request never arrives. Unanswered.
    LoseRequest,
    /// The request is carried out, but its answer is lost. Unanswered.
    LoseAnswer,
    /// The request arrives twice. The caller gets the answer to the second one; over MQTT, both.
    Duplicate,
    /// The request is carried out when the clock has advanced by this much. Unanswered, but over
    /// MQTT the answer comes then.
    Delay(Duration),
    /// 500 `InternalServerException`; over MQTT, `InternalError`.
    ServerError {
        /// Whether the request was carried out before.
        is_applied: bool,
    },
    /// 503 `ServiceUnavailableException`; over MQTT, `InternalError`.
    Unavailable {
        /// Whether the request was carried out before.
        is_applied: bool,
        /// `Retry-After`, in whole seconds. Over MQTT, it cannot be sent.
        retry_after: Option<Duration>,
    },
    /// 429 `ThrottlingException`; over MQTT, `RequestThrottled`. The request is not carried out.
    Throttle {
        /// `Retry-After`, in whole seconds. Over MQTT, it cannot be sent.
        retry_after: Option<Duration>,
    },
    /// The policy does not allow the call: 403 `AccessDeniedException`. Over MQTT, the connection
    /// breaks off and is made again; the device is not told why.
    Denied,
    /// The certificate is not accepted: 400 `CertificateValidationException`. Over MQTT, the
    /// connection breaks off and is made again, and publishing fails as denied.
    CertificateRejected,
    /// A limit of the account is reached: 402 `ServiceQuotaExceededException`; over MQTT,
    /// `InvalidRequest`.
    QuotaExceeded,
    /// The clock of the device is wrong. A signed HTTP request gets 403 `ForbiddenException` with
    /// the time of the service as `Date`. Any other one fails in the TLS handshake, as the
    /// certificate of the server is not valid yet. Over MQTT, the connection breaks off and is made
    /// again, and publishing fails for the same reason.
    ClockWrong,
    /// The connection breaks off before the request arrives. Unanswered. Over MQTT, it is made
    /// again.
    Disconnect,
    /// A notification over MQTT is lost.
    LoseNotification,
    /// A notification over MQTT arrives when the clock has advanced by this much, with the content
    /// that it had.
    DelayNotification(Duration),
}

impl Fault {
    /// Whether it concerns notifications instead of calls.
    pub(super) fn is_of_notification(&self) -> bool {
        matches!(self, Self::LoseNotification | Self::DelayNotification(_))
    }
}
