use std::io::{self, Read};

use http::{HeaderMap, HeaderName, HeaderValue};

/// A request as received.
#[derive(Clone, Debug)]
pub struct Request {
    /// The number of its connection, from 0 in the order in which they were accepted.
    pub connection: usize,
    /// Such as `GET`.
    pub method: String,
    /// The target of the request line: a path; a whole URL if sent to a proxy; a host and port for
    /// `CONNECT`.
    pub target: String,
    /// Names in lower case.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// What the client said in the TLS handshake. `None` without TLS.
    pub handshake: Option<Handshake>,
}

/// What a client said in a TLS handshake.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Handshake {
    /// The host name (SNI).
    pub server_name: Option<String>,
    /// The protocol that was negotiated (ALPN).
    pub protocol: Option<String>,
    /// The certificate of the client, in DER.
    pub certificate: Option<Vec<u8>>,
    /// Whether it resumed a session.
    pub is_resumed: bool,
}

impl Request {
    /// The value of a header; `None` if there is none.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Reads the next request of a connection; `rest` keeps the bytes after it. `None` if the
    /// client has closed the connection or sends something other than HTTP.
    pub(super) fn read(
        connection: usize,
        stream: &mut impl Read,
        rest: &mut Vec<u8>,
    ) -> io::Result<Option<Self>> {
        let end = loop {
            if let Some(end) = rest.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end + 4;
            }
            if !read_more(stream, rest)? {
                return Ok(None);
            }
        };
        let head: Vec<u8> = rest.drain(..end).collect();
        let Some(mut request) = Self::parse(connection, &String::from_utf8_lossy(&head)) else {
            return Ok(None);
        };
        let length = request.header("content-length").and_then(|length| length.parse().ok());
        let length = length.unwrap_or(0);
        while rest.len() < length {
            if !read_more(stream, rest)? {
                return Ok(None);
            }
        }
        request.body = rest.drain(..length).collect();
        Ok(Some(request))
    }

    fn parse(connection: usize, head: &str) -> Option<Self> {
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            let name: HeaderName = name.parse().ok()?;
            Some((name, HeaderValue::from_str(value.trim()).ok()?))
        });
        let headers = headers.collect();
        Some(Self { connection, method, target, headers, body: Vec::new(), handshake: None })
    }
}

fn read_more(stream: &mut impl Read, into: &mut Vec<u8>) -> io::Result<bool> {
    let mut buffer = [0; 4096];
    let count = stream.read(&mut buffer)?;
    into.extend_from_slice(&buffer[..count]);
    Ok(count > 0)
}
