use std::fmt;

use bytes::Bytes;
use http::Response;
use smithy_client_runtime::error::OneLine;
use smithy_client_runtime::http::HttpResponse;
use smithy_client_runtime::wire::ErrorReply;

use super::IotCredentialsErrorKind as Kind;

/// What the service said when it refused.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
}

impl Refusal {
    /// Reads the reply. The client hides messages of this operation, because a success contains
    /// keys; that of an error does not.
    pub(super) fn of(reply: &HttpResponse) -> Self {
        let body = reply.body().bytes().map(Bytes::copy_from_slice).unwrap_or_default();
        let mut response = Response::new(body);
        *response.status_mut() = reply.status();
        *response.headers_mut() = reply.headers().as_map().clone();
        let error = ErrorReply::new(response);
        let shown = !reply.status().is_success();
        Self {
            status: reply.status().as_u16(),
            code: error.code().map(one_line),
            message: error.message().filter(|_| shown).map(one_line),
            request_id: error.request_id().map(one_line),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        let says = |text: &str| {
            self.message.as_ref().is_some_and(|message| message.to_ascii_lowercase().contains(text))
        };
        let is_throttling = |code: &String| code.contains("Throttl") || code.contains("TooMany");
        if self.status == 429 || self.code.as_ref().is_some_and(is_throttling) {
            return Kind::Throttled;
        }
        match self.status {
            400 if says("unable to assume the role") => Kind::RoleNotAssumable,
            400 if says("exceeds the maxsessionduration") => Kind::DurationTooLong,
            403 if says("certificate is invalid on this endpoint") => Kind::WrongEndpoint,
            403 if says("invalid thing name") => Kind::ThingNotAttached,
            403 if says("access denied") => Kind::PolicyDenies,
            404 if says("role alias does not exist") => Kind::NoSuchRoleAlias,
            500.. => Kind::ServiceFailure,
            408 => Kind::Timeout,
            // A success with an error in it.
            ..300 => Kind::UnusableReply,
            _ => Kind::OtherRefusal,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, code, message, request_id } = self;
        write!(f, "{status}")?;
        if let Some(code) = code {
            write!(f, " {code}")?;
        }
        match message {
            Some(message) => write!(f, ": {message}")?,
            None => f.write_str(", without a message")?,
        }
        match request_id {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}

fn one_line(text: &str) -> String {
    format!("{:.1000}", OneLine(text))
}
