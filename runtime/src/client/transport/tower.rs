use std::convert::identity;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::BodyExt;
use tower_service::Service;

use super::failure::transport_error;
use super::sync_body::SyncBody;
use super::{Transport, TransportFuture};
use crate::error::BoxError;

/// A transport on top of a `tower` service: a client with layers, or a server in the same program.
///
/// Each request waits until a clone of the service is ready. Errors of hyper and the system are
/// classified as for [`HyperTransport`], a [`TransportError`] is kept, and other errors count as a
/// broken connection.
///
/// ```
/// use hyper_util::client::legacy::Client;
/// use hyper_util::rt::TokioExecutor;
/// use smithy_client_runtime::config::{Config, TowerTransport};
///
/// let service = Client::builder(TokioExecutor::new()).build_http();
/// let config = Config::builder().transport(TowerTransport::new(service));
/// ```
///
/// [`HyperTransport`]: super::HyperTransport
/// [`TransportError`]: crate::error::TransportError
pub struct TowerTransport<S, B = SdkBody> {
    /// Services need not be `Sync`, but transports are.
    service: Mutex<S>,
    body: fn(SdkBody) -> B,
}

impl<S> TowerTransport<S> {
    /// Sends requests to `service`, which accepts the body type of this crate.
    pub fn new(service: S) -> Self {
        Self::with_body(service, identity)
    }
}

impl<S, B> TowerTransport<S, B> {
    /// Sends requests to `service`, which accepts another body type. `body` converts to it: a
    /// constructor such as `axum::body::Body::new` or `reqwest::Body::wrap`.
    pub fn with_body(service: S, body: fn(SdkBody) -> B) -> Self {
        Self { service: Mutex::new(service), body }
    }

    fn service(&self) -> S
    where
        S: Clone,
    {
        self.service.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<S, B, R> Transport for TowerTransport<S, B>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send,
    S::Error: Into<BoxError>,
    S::Future: Send,
    R: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        let mut service = self.service();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(transport_error)?;
            let request = request.map(self.body);
            let response = service.call(request).await.map_err(transport_error)?;
            Ok(response
                .map(|body| SdkBody::from_body_1_x(SyncBody::new(body.map_err(transport_error)))))
        })
    }
}

impl<S: Clone, B> Clone for TowerTransport<S, B> {
    fn clone(&self) -> Self {
        Self::with_body(self.service(), self.body)
    }
}

impl<S, B> fmt::Debug for TowerTransport<S, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TowerTransport({})", std::any::type_name::<S>())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use http_body_util::Full;
    use http_body_util::combinators::UnsyncBoxBody;

    use super::*;
    use crate::client::reply::whole_body;
    use crate::error::{TransportError, TransportErrorKind};

    /// Echoes the path. It becomes ready at the second poll, and must be polled for readiness. Not
    /// `Sync`.
    #[derive(Clone, Default)]
    struct Echo {
        asked: Cell<u32>,
    }

    impl Service<Request<SdkBody>> for Echo {
        type Response = Response<Full<Bytes>>;
        type Error = BoxError;
        type Future = Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, BoxError>> + Send>>;

        fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
            self.asked.set(self.asked.get() + 1);
            if self.asked.get() == 1 {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request<SdkBody>) -> Self::Future {
            let asked = self.asked.replace(0);
            Box::pin(async move {
                match request.uri().path() {
                    _ if asked != 2 => Err("not ready".into()),
                    "/reset" => Err(io::Error::from(io::ErrorKind::ConnectionReset).into()),
                    "/late" => Err(TransportError::new(TransportErrorKind::Timeout, "late").into()),
                    "/odd" => Err("a limit of the service".into()),
                    path => Ok(Response::new(Full::new(Bytes::copy_from_slice(path.as_bytes())))),
                }
            })
        }
    }

    async fn get(
        transport: &TowerTransport<Echo>,
        path: &str,
    ) -> Result<Bytes, (TransportErrorKind, String)> {
        let request = Request::get(path).body(SdkBody::empty()).unwrap();
        match transport.send(request).await {
            Ok(response) => Ok(whole_body(response.into_body()).await.unwrap()),
            Err(error) => Err((error.kind(), error.to_string())),
        }
    }

    #[tokio::test]
    async fn a_service_is_called_once_it_is_ready() {
        let transport = TowerTransport::new(Echo::default());
        for _ in 0..2 {
            assert_eq!(get(&transport.clone(), "/a").await.unwrap(), "/a");
        }
    }

    #[tokio::test]
    async fn errors_of_a_service_keep_their_kind() {
        let transport = TowerTransport::new(Echo::default());
        for (path, expected, words) in [
            ("/reset", TransportErrorKind::Interrupted, "connection reset"),
            ("/late", TransportErrorKind::Timeout, "late"),
            ("/odd", TransportErrorKind::Interrupted, "a limit of the service"),
        ] {
            let (kind, text) = get(&transport, path).await.unwrap_err();
            assert_eq!(kind, expected);
            assert!(text.contains(words), "{text}");
        }
    }

    type Boxed = UnsyncBoxBody<Bytes, BoxError>;

    /// Returns the body. Neither body is `Sync`.
    #[derive(Clone)]
    struct Mirror;

    impl Service<Request<Boxed>> for Mirror {
        type Response = Response<Boxed>;
        type Error = BoxError;
        type Future = std::future::Ready<Result<Response<Boxed>, BoxError>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request<Boxed>) -> Self::Future {
            std::future::ready(Ok(Response::new(request.into_body())))
        }
    }

    #[tokio::test]
    async fn a_service_may_have_bodies_of_its_own() {
        let transport = TowerTransport::with_body(Mirror, BodyExt::boxed_unsync);
        let request = Request::new(SdkBody::from("there and back"));
        let body = transport.clone().send(request).await.unwrap().into_body();
        assert_eq!(body.content_length(), Some(14));
        assert_eq!(whole_body(body).await.unwrap(), "there and back");
    }
}
