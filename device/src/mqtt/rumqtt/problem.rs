use std::io;

use rumqttc::{ConnectReturnCode, ConnectionError as Error, StateError};
use smithy_client_runtime::client::TlsProblem;

use super::dialer::Settings;
use crate::mqtt::{ConnectionError, ConnectionErrorKind};

/// How far a connection has come.
#[derive(Clone, Copy)]
pub(super) enum Stage {
    Connecting,
    Connected,
}

/// What an error of rumqttc means.
pub(super) fn problem(error: Error, stage: Stage, settings: &Settings) -> ConnectionError {
    let Some(tls) = TlsProblem::find(&error) else {
        let (kind, words) = explained(&error, stage, settings);
        return ConnectionError::of_kind(kind, words);
    };
    let kind = match (tls.is_server_certificate_out_of_date, tls.is_certificate) {
        (true, _) => ConnectionErrorKind::ClockWrong,
        (false, true) => ConnectionErrorKind::Denied,
        (false, false) => ConnectionErrorKind::Unsent,
    };
    let words = format!("no secure connection to {}: {}", settings.address(), tls.words);
    ConnectionError::of_kind(kind, words).with_source(error)
}

fn explained(error: &Error, stage: Stage, settings: &Settings) -> (ConnectionErrorKind, String) {
    use ConnectionErrorKind::Unsent;

    let address = settings.address();
    match (error, stage) {
        (Error::ConnectionRefused(code), _) => refused(*code, settings),
        (Error::NetworkTimeout, _) => {
            let limit = settings.connect_timeout.as_secs();
            (Unsent, format!("no connection to {address} within {limit} seconds"))
        }
        (Error::MqttState(StateError::AwaitPingResp), _) => {
            (Unsent, format!("{address} does not answer pings any more"))
        }
        (error, Stage::Connecting) if is_closed(error) => (
            Unsent,
            format!(
                "{address} closed the connection instead of accepting it; for AWS IoT, check that \
                 the certificate is active, and that its policy allows `iot:Connect` with the \
                 client id {:?}",
                settings.client_id()
            ),
        ),
        (error, Stage::Connected) if is_closed(error) => (
            Unsent,
            format!(
                "{address} closed the connection; AWS IoT does so if another client connects with \
                 the client id {:?}, or if the policy of the certificate does not allow a request \
                 (`iot:Subscribe`, `iot:Publish`)",
                settings.client_id()
            ),
        ),
        (Error::Io(error), Stage::Connecting) => {
            (Unsent, format!("cannot connect to {address}: {error}"))
        }
        (error, Stage::Connecting) => (Unsent, format!("cannot connect to {address}: {error}")),
        (error, Stage::Connected) => {
            (Unsent, format!("the connection to {address} has failed: {error}"))
        }
    }
}

fn refused(code: ConnectReturnCode, settings: &Settings) -> (ConnectionErrorKind, String) {
    let (kind, why) = match code {
        ConnectReturnCode::NotAuthorized | ConnectReturnCode::BadUserNamePassword => {
            (ConnectionErrorKind::Denied, "the client is not authorized")
        }
        ConnectReturnCode::BadClientId => (ConnectionErrorKind::Denied, "of the client id"),
        ConnectReturnCode::ServiceUnavailable => {
            (ConnectionErrorKind::Unsent, "the service is not available")
        }
        ConnectReturnCode::RefusedProtocolVersion => {
            (ConnectionErrorKind::Denied, "it does not speak MQTT 3.1.1")
        }
        ConnectReturnCode::Success => (ConnectionErrorKind::Unsent, "it does not say why"),
    };
    let (address, id) = (settings.address(), settings.client_id());
    (kind, format!("{address} refuses the client {id:?}: {why}"))
}

fn is_closed(error: &Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};

    let is_end = |error: &io::Error| {
        matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
    };
    match error {
        Error::MqttState(StateError::ConnectionAborted) => true,
        Error::MqttState(
            StateError::Io(error) | StateError::Deserialization(rumqttc::Error::Io(error)),
        ) => is_end(error),
        _ => false,
    }
}
