use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::operation::start_next_pending_job_execution::StartNextPendingJobExecutionError;
use iot_jobs_data::types::JobExecutionStatus::{InProgress, Queued};
use smithy_client_runtime::error::{
    ProvideErrorMetadata, SdkError, TransportError, TransportErrorKind,
};

use super::*;
use crate::fake::Fault;

type StartError = SdkError<StartNextPendingJobExecutionError>;

fn client(fake: &Fake) -> Client {
    Client::from_conf(fake.config().retry_config(RetryConfig::disabled()).build())
}

/// The error of a call with this fault, and whether the call was carried out.
fn failed(fault: Fault) -> (StartError, bool) {
    let fake = fake(&["a"]);
    fake.fail_next(fault);
    let start = client(&fake).start_next_pending_job_execution().thing_name(THING);
    let error = start.send().unwrap_err();
    (error, record(&fake, "a") != (Queued, 1, 1))
}

fn transport_error(error: &StartError) -> &TransportError {
    let (SdkError::DispatchFailure(failure) | SdkError::TimeoutError(failure)) = error else {
        panic!("another error: {error:?}");
    };
    failure.transport_error().unwrap()
}

#[test]
fn faults_of_the_network_are_errors_of_the_transport() {
    use TransportErrorKind::{Connect, Interrupted, Timeout};

    for (fault, kind, is_applied) in [
        (Fault::Unreachable, Connect, false),
        (Fault::LoseRequest, Timeout, false),
        (Fault::Delay(MINUTE), Timeout, false),
        (Fault::LoseAnswer, Interrupted, true),
        (Fault::Disconnect, Interrupted, false),
    ] {
        let (error, applied) = failed(fault.clone());
        let error = transport_error(&error);
        assert_eq!((error.kind(), applied), (kind, is_applied), "{fault:?}");
        assert_eq!(error.is_unsent(), fault == Fault::Unreachable);
    }
}

#[test]
fn faults_of_the_service_are_errors_with_a_status() {
    let wait = Some(Duration::from_secs(7));
    for (fault, status, code, retry_after, is_applied) in [
        (Fault::ServerError { is_applied: false }, 500, "InternalServerException", None, false),
        (Fault::ServerError { is_applied: true }, 500, "InternalServerException", None, true),
        (
            Fault::Unavailable { is_applied: true, retry_after: None },
            503,
            "ServiceUnavailableException",
            None,
            true,
        ),
        (
            Fault::Unavailable { is_applied: false, retry_after: wait },
            503,
            "ServiceUnavailableException",
            Some("7"),
            false,
        ),
        (Fault::Throttle { retry_after: wait }, 429, "ThrottlingException", Some("7"), false),
        (Fault::Denied, 403, "AccessDeniedException", None, false),
        (Fault::CertificateRejected, 400, "CertificateValidationException", None, false),
        (Fault::QuotaExceeded, 402, "ServiceQuotaExceededException", None, false),
    ] {
        let (error, applied) = failed(fault.clone());
        let response = error.raw_response().unwrap();
        assert_eq!((response.status().as_u16(), applied), (status, is_applied), "{fault:?}");
        assert_eq!(response.headers().get("retry-after"), retry_after, "{fault:?}");
        assert_eq!(error.code(), Some(code), "{fault:?}");
    }
}

#[test]
fn a_wrong_clock_fails_in_the_handshake_unless_the_request_is_signed() {
    let (error, _) = failed(Fault::ClockWrong);
    let error = transport_error(&error);
    assert_eq!(error.kind(), TransportErrorKind::Certificate);
    let cause = error.cause().downcast_ref::<rustls::Error>();
    assert!(matches!(
        cause,
        Some(rustls::Error::InvalidCertificate(
            rustls::CertificateError::NotValidYetContext { .. }
        ))
    ));
}

#[cfg(feature = "aws")]
#[test]
fn a_signed_request_with_a_wrong_clock_gets_the_time_of_the_service() {
    use aws_credential_types::Credentials;
    use iot_jobs_data::config::Region;

    let fake = fake(&["a"]);
    fake.fail_next(Fault::ClockWrong);
    let keys = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let config = fake.config().region(Region::new("eu-central-1")).credentials_provider(keys);
    let client = Client::from_conf(config.retry_config(RetryConfig::disabled()).build());
    let start = || client.start_next_pending_job_execution().thing_name(THING).send();
    let error = start().unwrap_err();
    let response = error.raw_response().unwrap();
    assert_eq!(response.status().as_u16(), 403);
    assert_eq!(response.headers().get("date"), Some("Thu, 01 Jan 2026 00:00:00 GMT"));
    assert_eq!(error.code(), Some("ForbiddenException"));
    start().unwrap();
}

#[test]
fn a_client_with_retries_gets_over_a_lost_answer() {
    let fake = fake(&["a"]);
    fake.fail_next(Fault::LoseAnswer);
    let client = Client::from_conf(fake.config().build());
    let one = client.start_next_pending_job_execution().thing_name(THING).send().unwrap();
    assert_eq!(one.execution.unwrap().version_number, 2);
    assert_eq!(fake.counts().start_next, 2);
    assert_eq!(record(&fake, "a"), (InProgress, 1, 2));
}
