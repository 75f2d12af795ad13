use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// A keep-alive server that sends the same response to every request, at the lowest cost.
pub(super) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    first_request: OnceLock<Vec<u8>>,
    gate: Gate,
}

impl Server {
    /// Starts a server on a free loopback port, for the lifetime of the process.
    pub(super) fn start() -> io::Result<Self> {
        Self::start_with(Ok)
    }

    /// The same, over what `wrap` makes of a connection.
    pub(super) fn start_with<S: Read + Write>(
        wrap: impl Fn(TcpStream) -> io::Result<S> + Clone + Send + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let server = Self { address, shared: shared.clone() };
        thread::spawn(move || accept(&listener, &shared, &wrap));
        Ok(server)
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The exact bytes of the first request.
    pub(super) fn first_request(&self) -> Option<&[u8]> {
        self.shared.first_request.get().map(Vec::as_slice)
    }

    /// Delays responses until this many requests have arrived, or for a few seconds.
    pub(super) fn hold(&self, requests: usize) -> Held<'_> {
        *self.shared.gate.lock() = State { wanted: requests, waiting: 0 };
        Held(&self.shared.gate)
    }
}

/// Delays responses while it exists.
pub(super) struct Held<'a>(&'a Gate);

impl Held<'_> {
    /// How many requests waited for their response at the same time.
    pub(super) fn at_once(self) -> usize {
        self.0.lock().waiting
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *self.0.lock() = State::default();
        self.0.opened.notify_all();
    }
}

#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    opened: Condvar,
}

#[derive(Clone, Copy, Default)]
struct State {
    /// How many requests end the delay.
    wanted: usize,
    waiting: usize,
}

impl Gate {
    fn pass(&self) {
        let mut state = self.lock();
        if state.waiting >= state.wanted {
            return;
        }
        state.waiting += 1;
        if state.waiting == state.wanted {
            self.opened.notify_all();
            return;
        }
        let closed = |state: &mut State| state.waiting < state.wanted;
        drop(self.opened.wait_timeout_while(state, PATIENCE, closed));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long responses are delayed if fewer requests arrive. Shorter than the clients' time-outs.
const PATIENCE: Duration = Duration::from_secs(5);

fn accept<S: Read + Write>(
    listener: &TcpListener,
    shared: &Arc<Shared>,
    wrap: &(impl Fn(TcpStream) -> io::Result<S> + Clone + Send + 'static),
) {
    for stream in listener.incoming() {
        let (shared, wrap) = (shared.clone(), wrap.clone());
        let serve = move || {
            // Clients may close their connections at any time.
            let _ = stream.and_then(|stream| {
                stream.set_nodelay(true)?;
                serve(wrap(stream)?, &shared)
            });
        };
        // One thread per connection has the lowest cost per call; there are at most a thousand.
        if let Err(error) = thread::Builder::new().stack_size(STACK).spawn(serve) {
            eprintln!("cannot serve a connection: {error}");
        }
    }
}

const STACK: usize = 128 * 1024;

fn serve(mut stream: impl Read + Write, shared: &Shared) -> io::Result<()> {
    let reply = reply(SystemTime::now());
    let mut buffer = [0; 8192];
    let mut filled = 0;
    loop {
        let read = match buffer.get_mut(filled..) {
            Some(rest) if !rest.is_empty() => stream.read(rest)?,
            _ => return Err(io::Error::other("a request is longer than expected")),
        };
        if read == 0 {
            return Ok(());
        }
        filled += read;
        let request = &buffer[..filled];
        // The requests have no body and are not pipelined.
        if request.ends_with(b"\r\n\r\n") {
            shared.first_request.get_or_init(|| request.to_vec());
            shared.gate.pass();
            stream.write_all(&reply)?;
            stream.flush()?;
            filled = 0;
        }
    }
}

fn reply(now: SystemTime) -> Vec<u8> {
    let date = httpdate::fmt_http_date(now);
    let length = BODY.len();
    format!(
        "HTTP/1.1 200 OK\r\n\
         date: {date}\r\n\
         content-type: application/json\r\n\
         content-length: {length}\r\n\
         x-amzn-requestid: 5f1c9a52-7d0e-4b3a-9c86-2e4f6a8b0c1d\r\n\
         \r\n{BODY}"
    )
    .into_bytes()
}

/// One execution in progress and two queued ones.
const BODY: &str = concat!(
    r#"{"inProgressJobs":[{"executionNumber":1,"jobId":"firmware-2-4-1","lastUpdatedAt":1763711000,"#,
    r#""queuedAt":1763710000,"startedAt":1763710400,"versionNumber":3}],"#,
    r#""queuedJobs":[{"executionNumber":1,"jobId":"rotate-certificate","#,
    r#""lastUpdatedAt":1763710100,"queuedAt":1763710100,"versionNumber":1},"#,
    r#"{"executionNumber":2,"jobId":"restart","lastUpdatedAt":1763710200,"#,
    r#""queuedAt":1763710200,"versionNumber":1}]}"#,
);

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &[u8] = b"GET /things/t/jobs HTTP/1.1\r\nhost: h\r\n\r\n";

    fn call(stream: &mut TcpStream) -> String {
        stream.write_all(REQUEST).unwrap();
        let mut reply = [0; 4096];
        let length = stream.read(&mut reply).unwrap();
        String::from_utf8_lossy(&reply[..length]).into_owned()
    }

    #[test]
    fn one_connection_gets_reply_after_reply() {
        let server = Server::start().unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        let reply = call(&mut stream);
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\ndate: "), "{head}");
        assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["queuedJobs"].as_array().map(Vec::len), Some(2));
        assert_eq!(call(&mut stream), reply);
        assert_eq!(server.first_request(), Some(REQUEST));
    }

    #[test]
    fn held_replies_come_when_all_have_asked() {
        let server = Server::start().unwrap();
        let held = server.hold(3);
        let address = server.address;
        let ask = || thread::spawn(move || call(&mut TcpStream::connect(address).unwrap()));
        for reply in [ask(), ask(), ask()] {
            assert!(reply.join().unwrap().starts_with("HTTP/1.1 200"));
        }
        assert_eq!(held.at_once(), 3);
        assert!(call(&mut TcpStream::connect(address).unwrap()).starts_with("HTTP/1.1 200"));
    }
}
