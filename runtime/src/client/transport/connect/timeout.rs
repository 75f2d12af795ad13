use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io};

use http::Uri;
use tower_service::Service;

use crate::error::BoxError;
use crate::error::cause::find;

/// Three attempts at a host that swallows every packet take less than 11 seconds.
pub(in crate::client) const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// A connector that gives up after a while, whatever it is waiting for: the name, the network, a
/// proxy or TLS.
#[derive(Clone, Debug)]
pub(in crate::client::transport) struct ConnectTimeout<C> {
    connector: C,
    limit: Option<Duration>,
}

impl<C> ConnectTimeout<C> {
    /// Without a limit the connector is waited for as long as it tries.
    pub(in crate::client::transport) fn new(connector: C, limit: Option<Duration>) -> Self {
        Self { connector, limit }
    }
}

impl<C> Service<Uri> for ConnectTimeout<C>
where
    C: Service<Uri, Error: Into<BoxError>, Future: Send + 'static>,
{
    type Response = C::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connecting = self.connector.call(target);
        let Some(limit) = self.limit else {
            return Box::pin(async { connecting.await.map_err(Into::into) });
        };
        Box::pin(async move {
            match tokio::time::timeout(limit, connecting).await {
                Ok(Ok(connection)) => Ok(connection),
                Ok(Err(error)) => {
                    let error = error.into();
                    Err(if is_our_limit(&*error) { ConnectTimedOut(limit).into() } else { error })
                }
                Err(_) => Err(ConnectTimedOut(limit).into()),
            }
        })
    }
}

/// The TCP connector shares the limit out among the addresses of a host. What it reports then has
/// no code of the system in it.
fn is_our_limit(error: &(dyn std::error::Error + 'static)) -> bool {
    find::<io::Error>(error).is_some_and(|error| {
        error.kind() == io::ErrorKind::TimedOut && error.raw_os_error().is_none()
    })
}

/// There was no connection in time.
#[derive(Clone, Debug)]
pub(super) struct ConnectTimedOut(Duration);

impl fmt::Display for ConnectTimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection within the connect time-out of {:?}", self.0)
    }
}

impl std::error::Error for ConnectTimedOut {}
