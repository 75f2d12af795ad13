use std::net::SocketAddr;
use std::time::Duration;

use http::StatusCode;

/// A reply, and what happens to its connection.
///
/// Without a fault, it is a normal reply: a JSON body with its length, over a connection that stays
/// open.
#[derive(Clone, Debug)]
pub struct Reply {
    before: Vec<u8>,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    cut: At,
    pub(super) pace: Option<Duration>,
    pub(super) end: End,
}

/// A place in a reply.
#[derive(Clone, Copy, Debug)]
pub enum At {
    /// Before its first byte.
    Start,
    /// In the middle of status line and headers.
    Head,
    /// Between head and body.
    HeadEnd,
    /// In the middle of the body.
    Body,
    /// After its last byte.
    End,
    /// After this many bytes.
    Byte(usize),
}

/// What follows the last byte that is sent.
#[derive(Clone, Debug)]
pub(super) enum End {
    /// The next request.
    KeepAlive,
    Fin,
    Reset,
    /// Nothing, until the client closes the connection.
    Stall,
    /// The same bytes repeatedly, until the client closes the connection.
    Repeat(Vec<u8>),
    /// A tunnel to another server, in both directions.
    Tunnel(SocketAddr),
}

impl Reply {
    /// A status with a JSON body.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            before: Vec::new(),
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.into(),
            cut: At::End,
            pace: None,
            end: End::KeepAlive,
        }
    }

    /// 200 with a JSON body.
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, body)
    }

    /// Raw bytes, which need not be HTTP, followed by the end of the connection.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        let mut reply = Self::new(200, "").cut_at(At::Start, End::Fin);
        reply.before = bytes.into();
        reply
    }

    /// 200 with an endless chunked body of these bytes.
    pub fn endless(chunk: &str) -> Self {
        let wire = format!("{:x}\r\n{chunk}\r\n", chunk.len());
        Self::ok("")
            .header("transfer-encoding", "chunked")
            .cut_at(At::End, End::Repeat(wire.into()))
    }

    /// Turns the connection into a tunnel to another server, as a proxy does for `CONNECT`.
    pub fn tunnel(target: SocketAddr) -> Self {
        Self::new(200, "").cut_at(At::End, End::Tunnel(target))
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.append_header(name, value)
    }

    /// Adds a header, which may already be present.
    pub fn append_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Puts an informational reply, such as `100 Continue`, before this one.
    pub fn after_informational(mut self, informational: u16) -> Self {
        self.before.extend(status_line(informational).bytes().chain(*b"\r\n"));
        self
    }

    /// Sends `Connection: close` and closes the connection.
    pub fn closing(self) -> Self {
        self.header("connection", "close").cut_at(At::End, End::Fin)
    }

    /// The connection is reset at a place of this reply.
    pub fn reset(self, place: At) -> Self {
        self.cut_at(place, End::Reset)
    }

    /// The connection is closed at a place of this reply. At its end, the connection is closed
    /// while idle.
    pub fn fin(self, place: At) -> Self {
        self.cut_at(place, End::Fin)
    }

    /// Nothing is sent from a place of this reply on.
    pub fn stall(self, place: At) -> Self {
        self.cut_at(place, End::Stall)
    }

    /// The body never ends, regardless of its stated length.
    pub fn followed_forever_by(self, bytes: &str) -> Self {
        self.cut_at(At::End, End::Repeat(bytes.into()))
    }

    /// Sends the body byte by byte, with a pause before each.
    pub fn trickled(mut self, pause: Duration) -> Self {
        self.pace = Some(pause);
        self
    }

    /// Its length in bytes without faults.
    pub fn length(&self) -> usize {
        let (at_once, slowly) = self.clone().cut_at(At::End, End::KeepAlive).wire();
        at_once.len() + slowly.len()
    }

    /// The bytes to send: at once, and at the pace of this reply.
    pub(super) fn wire(&self) -> (Vec<u8>, Vec<u8>) {
        let mut head = status_line(self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.is_framed() {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        head.push_str("\r\n");
        let length = match self.cut {
            At::Start => 0,
            At::Head => head.len() / 2,
            At::HeadEnd => head.len(),
            At::Body => head.len() + self.body.len() / 2,
            At::End => head.len() + self.body.len(),
            At::Byte(count) => count,
        };
        let mut at_once = self.before.clone();
        at_once.extend(head.bytes().take(length));
        let body = self.body.iter().take(length.saturating_sub(head.len()));
        (at_once, body.copied().collect())
    }

    fn is_framed(&self) -> bool {
        let is_tunnel = matches!(self.end, End::Tunnel(_));
        let frames = ["content-length", "transfer-encoding"];
        is_tunnel || self.headers.iter().any(|(name, _)| frames.contains(&name.as_str()))
    }

    fn cut_at(self, cut: At, end: End) -> Self {
        Self { cut, end, ..self }
    }
}

fn status_line(status: u16) -> String {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    format!("HTTP/1.1 {status} {}\r\n", reason.unwrap_or("Odd"))
}
