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
use super::{Transport, TransportFuture};
use crate::error::BoxError;

/// A transport made of a `tower` service: a client with layers around it, or a server in the same
/// program.
///
/// Each request takes a clone of the service and waits until that is ready. Errors of hyper and of
/// the system are told apart as those of [`HyperTransport`] are; a [`TransportError`] stays what it
/// is; others count as a connection that broke off.
///
/// ```
/// use hyper_util::client::legacy::Client;
/// use hyper_util::rt::TokioExecutor;
/// use rest_json_runtime::config::{Config, TowerTransport};
///
/// let service = Client::builder(TokioExecutor::new()).build_http();
/// let config = Config::builder().transport(TowerTransport::new(service));
/// ```
///
/// [`HyperTransport`]: super::HyperTransport
/// [`TransportError`]: crate::error::TransportError
pub struct TowerTransport<S>(Mutex<S>);

impl<S> TowerTransport<S> {
    /// Sends requests to `service`.
    pub fn new(service: S) -> Self {
        // Services need not be `Sync`; a transport is.
        Self(Mutex::new(service))
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<Request<SdkBody>, Response = Response<B>> + Clone + Send,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + Sync + 'static,
{
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(transport_error)?;
            let response = service.call(request).await.map_err(transport_error)?;
            Ok(response.map(|body| SdkBody::from_body_1_x(body.map_err(transport_error))))
        })
    }
}

impl<S: Clone> Clone for TowerTransport<S> {
    fn clone(&self) -> Self {
        Self::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
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

    use super::*;
    use crate::client::body::whole_body;
    use crate::error::{TransportError, TransportErrorKind};

    /// Echoes the path if it was asked whether it is ready, at the second time of asking. Not
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
}
