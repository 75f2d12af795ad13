use std::io::IoSlice;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::{fmt, io};

use http::Uri;
use http::uri::Scheme;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::answered::Answered;
use crate::client::transport::proxy::Proxies;
use crate::error::BoxError;

/// Connects to the host of a URI or to its proxy, through a tunnel for `https`.
#[derive(Clone, Debug)]
pub(in crate::client::transport) struct Route {
    tcp: HttpConnector,
    proxies: Arc<Proxies>,
    notes_answers: bool,
}

impl Route {
    pub(in crate::client::transport) fn new(mut tcp: HttpConnector, proxies: Arc<Proxies>) -> Self {
        tcp.enforce_http(false);
        Self { tcp, proxies, notes_answers: false }
    }

    /// Its connections know whether they have brought a response.
    pub(in crate::client::transport) fn noting_answers(self) -> Self {
        Self { notes_answers: true, ..self }
    }
}

impl Service<Uri> for Route {
    type Response = Stream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let answered = self.notes_answers.then(Answered::default);
        let proxy = match self.proxies.find(&target) {
            Ok(Some(proxy)) => proxy,
            Ok(None) => {
                let connecting = self.tcp.call(target);
                return Box::pin(async move {
                    Ok(Stream { tcp: connecting.await?, is_proxied: false, answered })
                });
            }
            Err(invalid) => return Box::pin(async { Err(invalid.into()) }),
        };
        let address = proxy.address().clone();
        if target.scheme() == Some(&Scheme::HTTP) {
            let connecting = self.tcp.call(address.clone());
            return Box::pin(async move {
                let tcp = connecting.await.map_err(|error| ProxyFailure::new(address, error))?;
                Ok(Stream { tcp, is_proxied: true, answered })
            });
        }
        let mut tunnel = Tunnel::new(address.clone(), self.tcp.clone());
        if let Some(password) = proxy.authorization() {
            tunnel = tunnel.with_auth(password);
        }
        let connecting = tunnel.call(target);
        Box::pin(async move {
            let tcp = connecting.await.map_err(|error| ProxyFailure::new(address, error))?;
            Ok(Stream { tcp, is_proxied: false, answered })
        })
    }
}

/// A proxy that refuses a request.
#[derive(Debug)]
pub(in crate::client::transport) struct ProxyFailure {
    address: Uri,
    cause: BoxError,
}

impl ProxyFailure {
    fn new(address: Uri, cause: impl Into<BoxError>) -> Self {
        Self { address, cause: cause.into() }
    }

    /// Whether the proxy requires a user and a password, or rejects the given ones.
    pub(in crate::client::transport) fn is_unauthorized(&self) -> bool {
        // The error of a tunnel has no public type.
        self.cause.to_string().ends_with("proxy authorization required")
    }
}

impl fmt::Display for ProxyFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy {}", self.address)
    }
}

impl std::error::Error for ProxyFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.cause.as_ref())
    }
}

/// A TCP connection that knows whether it leads to a proxy, which requires absolute URIs in
/// requests.
#[derive(Debug)]
pub(in crate::client::transport) struct Stream {
    tcp: TokioIo<TcpStream>,
    is_proxied: bool,
    answered: Option<Answered>,
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        // Omits the addresses that the TCP connector adds, which would be copied into each
        // response.
        let connected = Connected::new().proxy(self.is_proxied);
        match &self.answered {
            Some(answered) => connected.extra(answered.clone()),
            None => connected,
        }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(cx, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write(cx, buffer)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write_vectored(cx, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io::Read as _;
    use std::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn what_is_written_arrives_in_one_piece_or_in_several() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let tcp = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut server, _) = listener.accept().unwrap();
        let mut stream = Stream { tcp: TokioIo::new(tcp), is_proxied: false, answered: None };
        let written = poll_fn(|cx| Pin::new(&mut stream).poll_write(cx, b"one")).await.unwrap();
        assert_eq!(written, 3);
        let pieces = [IoSlice::new(b"and "), IoSlice::new(b"two")];
        let written = poll_fn(|cx| Pin::new(&mut stream).poll_write_vectored(cx, &pieces));
        assert_eq!(written.await.unwrap(), 7);
        poll_fn(|cx| Pin::new(&mut stream).poll_flush(cx)).await.unwrap();
        poll_fn(|cx| Pin::new(&mut stream).poll_shutdown(cx)).await.unwrap();
        let mut received = String::new();
        server.read_to_string(&mut received).unwrap();
        assert_eq!(received, "oneand two");
    }
}
