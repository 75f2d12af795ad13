use std::fmt;
use std::io::Write;

use http::header::PROXY_AUTHORIZATION;
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use ureq_proto::client::{Call, SendRequestResult};

use super::input::Input;
use super::socket::Socket;
use crate::error::BoxError;

/// Asks a proxy to connect a socket with the target.
pub(super) fn open_tunnel(
    socket: &mut Socket,
    target: &Uri,
    authorization: Option<HeaderValue>,
) -> Result<(), BoxError> {
    const HTTPS: u16 = 443;

    let (host, port) = (target.host().unwrap_or_default(), target.port_u16().unwrap_or(HTTPS));
    let mut request = Request::builder().method(Method::CONNECT).uri(format!("{host}:{port}"));
    if let Some(value) = authorization {
        request = request.header(PROXY_AUTHORIZATION, value);
    }
    let mut call = Call::new(request.body(())?)?.proceed();
    let mut head = vec![0; 8 << 10];
    let length = call.write(&mut head)?;
    let Some(SendRequestResult::RecvResponse(mut call)) = call.proceed()? else {
        return Err(Refused::Incomplete.into());
    };
    socket.write_all(&head[..length])?;
    let mut input = Input::default();
    loop {
        if input.is_full() || input.fill(socket)? == 0 {
            return Err(Refused::Incomplete.into());
        }
        let (consumed, response) = call.try_response(input.bytes(), false)?;
        input.consume(consumed);
        match response.map(|response| response.status()) {
            Some(status) if status.is_success() => return Ok(()),
            Some(StatusCode::PROXY_AUTHENTICATION_REQUIRED) => {
                return Err(Refused::Unauthorized.into());
            }
            Some(status) => return Err(Refused::Status(status).into()),
            None => {}
        }
    }
}

/// A proxy makes no tunnel.
#[derive(Debug)]
pub(super) enum Refused {
    /// It requires a user and a password, or rejects the given ones.
    Unauthorized,
    Status(StatusCode),
    Incomplete,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tunnel error: ")?;
        match self {
            Self::Unauthorized => f.write_str("proxy authorization required"),
            Self::Status(status) => write!(f, "unsuccessful, with status {}", status.as_u16()),
            Self::Incomplete => f.write_str("unexpected end of file"),
        }
    }
}

impl std::error::Error for Refused {}
