use std::fmt;
use std::io::Write;

use http::header::PROXY_AUTHORIZATION;
use http::{HeaderValue, Method, Request, StatusCode, Uri};
use ureq_proto::client::{Call, SendRequestResult};

use super::head::{NoHead, receive_head};
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
    let response = receive_head(&mut call, &mut Input::default(), socket);
    let response = response.map_err(|reason| match reason {
        NoHead::TooLarge | NoHead::Closed => BoxError::from(Refused::Incomplete),
        NoHead::Broken(error) => error.into(),
        NoHead::Invalid(error) => error.into(),
    })?;
    match response.status() {
        status if status.is_success() => Ok(()),
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => Err(Refused::Unauthorized.into()),
        status => Err(Refused::Status(status).into()),
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

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::client::transport::blocking::limit::ConnectLimit;

    /// The tunnel through a proxy that answers so, at once, and its request.
    fn through(answer: &'static str) -> (Result<(), String>, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let proxy = thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let length = socket.read(&mut request).unwrap();
            socket.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        let limit = ConnectLimit::begin(Some(Duration::from_secs(30)));
        let mut socket = Socket::connect(&[address], limit).unwrap();
        let opened = open_tunnel(&mut socket, &Uri::from_static("https://[::1]/path"), None);
        (opened.map_err(|error| error.to_string()), proxy.join().unwrap())
    }

    #[test]
    fn informational_responses_come_before_the_tunnel() {
        let (opened, request) = through(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        );
        assert_eq!(opened, Ok(()));
        assert_eq!(request, "CONNECT [::1]:443 HTTP/1.1\r\nhost: [::1]:443\r\n\r\n");
    }

    #[test]
    fn a_refusal_has_its_status() {
        let refused = |answer| through(answer).0.unwrap_err();
        let status = "tunnel error: unsuccessful, with status 502";
        assert_eq!(refused("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 9\r\n\r\n"), status);
        let authorization = "tunnel error: proxy authorization required";
        assert_eq!(refused("HTTP/1.1 407 No\r\n\r\n"), authorization);
        assert_eq!(refused("HTTP/1.1 200"), "tunnel error: unexpected end of file");
    }
}
