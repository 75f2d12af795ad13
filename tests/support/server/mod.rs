//! An HTTP server on a real socket that plays a script, including faults.
//!
//! It uses threads and blocking sockets, so that it controls every byte and every end of a
//! connection, and shares no runtime with the client under test.

mod certificate;
mod connection;
mod reply;
mod request;
mod stage;
mod stream;
mod unreachable;

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub use certificate::{Authority, Certificate, Holder};
pub use reply::{At, Reply};
pub use request::{Handshake, Request};
use stage::{Manner, Stage, lock};
pub use unreachable::{BlackHole, ClosedPort};

/// A local server. It ends, with all its connections, when it is dropped.
pub struct Server {
    address: SocketAddr,
    stage: Arc<Stage>,
    acceptor: Option<JoinHandle<()>>,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Replies to each request with the next reply. Further requests get 501, which no client
    /// retries, and appear in [`requests`](Self::requests).
    pub fn playing(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::playing_at(LOCALHOST, None, replies)
    }

    /// As [`playing`](Self::playing), on `[::1]`.
    pub fn on_ipv6(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::playing_at(IpAddr::V6(Ipv6Addr::LOCALHOST), None, replies)
    }

    /// As [`playing`](Self::playing), over TLS.
    pub fn secure(certificate: Certificate, replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::playing_at(LOCALHOST, Some(certificate), replies)
    }

    /// Replies to each request with the result of `answer`, and records none.
    pub fn answering(answer: impl Fn(Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(LOCALHOST, None, Manner::Answers(Box::new(answer)))
    }

    /// As [`answering`](Self::answering), over TLS.
    pub fn secure_answering(
        certificate: Certificate,
        answer: impl Fn(Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::start(LOCALHOST, Some(certificate), Manner::Answers(Box::new(answer)))
    }

    /// Sends these bytes on each new connection, before reading anything, and then nothing.
    pub fn greeting(bytes: impl Into<Vec<u8>>) -> Self {
        Self::start(LOCALHOST, None, Manner::Greets(bytes.into()))
    }

    /// Accepts connections and sends nothing, not even in reply to a TLS handshake.
    pub fn mute() -> Self {
        Self::greeting("")
    }

    /// Scheme, address and port.
    pub fn url(&self) -> String {
        let scheme = if self.stage.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Address and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests so far. A request is in this list before its reply is sent.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.requests).clone()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.stage.accepted.load(Ordering::Relaxed)
    }

    /// How many connections are open.
    pub fn open_connections(&self) -> usize {
        lock(&self.stage.open).len()
    }

    /// How many connections were open at the same time.
    pub fn most_open_connections(&self) -> usize {
        self.stage.most_open.load(Ordering::Relaxed)
    }

    /// Returns once at most `count` connections are open.
    ///
    /// # Panics
    /// There are still more after ten seconds.
    pub async fn has_open_at_most(&self, count: usize) {
        until("connections stay open", || self.open_connections() <= count).await;
    }

    /// Returns once the server has ended at least `count` connections, and a moment later, when
    /// the client sees it.
    ///
    /// # Panics
    /// There are still fewer after ten seconds.
    pub async fn has_ended(&self, count: usize) {
        until("connections do not end", || self.stage.ended.load(Ordering::Relaxed) >= count).await;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }

    /// Returns once at least `count` requests have arrived.
    ///
    /// # Panics
    /// There are still fewer after ten seconds.
    pub async fn has_requests(&self, count: usize) {
        until("requests do not come", || lock(&self.requests).len() >= count).await;
    }

    fn playing_at(
        ip: IpAddr,
        certificate: Option<Certificate>,
        replies: impl IntoIterator<Item = Reply>,
    ) -> Self {
        let replies: Mutex<VecDeque<_>> = Mutex::new(replies.into_iter().collect());
        let requests = Arc::<Mutex<Vec<_>>>::default();
        let log = requests.clone();
        let answer = move |request| {
            lock(&log).push(request);
            let reply = lock(&replies).pop_front();
            reply.unwrap_or_else(|| Reply::new(501, r#"{"message":"the script is over"}"#))
        };
        let mut server = Self::start(ip, certificate, Manner::Answers(Box::new(answer)));
        server.requests = requests;
        server
    }

    fn start(ip: IpAddr, certificate: Option<Certificate>, manner: Manner) -> Self {
        let listener = TcpListener::bind((ip, 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let stage = Arc::new(Stage::new(manner, certificate));
        let acceptor = thread::spawn({
            let stage = stage.clone();
            move || accept(&listener, &stage)
        });
        Self { address, stage, acceptor: Some(acceptor), requests: Arc::default() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stage.is_over.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        for socket in lock(&self.stage.open).values() {
            let _ = socket.shutdown(Shutdown::Both);
        }
    }
}

const LOCALHOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn accept(listener: &TcpListener, stage: &Arc<Stage>) {
    for socket in listener.incoming() {
        if stage.is_over.load(Ordering::Relaxed) {
            return;
        }
        let Ok(socket) = socket else { continue };
        let number = stage.accepted.fetch_add(1, Ordering::Relaxed);
        stage.opened(number, &socket);
        let stage = stage.clone();
        thread::spawn(move || connection::serve(&stage, number, socket));
    }
}

async fn until(what_if_not: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(10), "{what_if_not}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
