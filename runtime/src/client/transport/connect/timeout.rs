use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use tower_service::Service;

use super::secure::Secure;
use crate::client::transport::failure::ConnectTimedOut;
use crate::error::BoxError;
use crate::error::cause::find;

/// A connector with a time limit for everything: name resolution, the network, a proxy, CA
/// certificates and TLS.
#[derive(Clone)]
pub(in crate::client::transport) struct ConnectTimeout {
    connector: Secure,
    limit: Option<Duration>,
}

impl ConnectTimeout {
    /// Without a limit, it waits as long as the connector tries.
    pub(in crate::client::transport) fn new(connector: Secure, limit: Option<Duration>) -> Self {
        Self { connector, limit }
    }
}

impl Service<Uri> for ConnectTimeout {
    type Response = <Secure as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = <Secure as Service<Uri>>::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connecting = self.connector.call(target);
        let Some(limit) = self.limit else { return connecting };
        let connector = self.connector.clone();
        Box::pin(async move {
            match tokio::time::timeout(limit, connecting).await {
                Ok(Err(error)) if is_our_limit(&*error) => {
                    Err(ConnectTimedOut::new(limit, None).into())
                }
                Ok(result) => result,
                Err(_) => Err(ConnectTimedOut::new(limit, connector.reading()).into()),
            }
        })
    }
}

/// The TCP connector divides the limit among the addresses of a host. The resulting error has no OS
/// error code.
fn is_our_limit(error: &(dyn std::error::Error + 'static)) -> bool {
    find::<io::Error>(error).is_some_and(|error| {
        error.kind() == io::ErrorKind::TimedOut && error.raw_os_error().is_none()
    })
}
