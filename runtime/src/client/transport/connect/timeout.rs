use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io};

use http::Uri;
use tower_service::Service;

use super::secure::Secure;
use crate::error::BoxError;
use crate::error::cause::find;

/// Three attempts at a host that swallows every packet take less than 11 seconds.
pub(in crate::client) const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// A connector that gives up after a while, whatever it is waiting for: the name, the network, a
/// proxy, CA certificates or TLS.
#[derive(Clone)]
pub(in crate::client::transport) struct ConnectTimeout {
    connector: Secure,
    limit: Option<Duration>,
}

impl ConnectTimeout {
    /// Without a limit the connector is waited for as long as it tries.
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
                    Err(ConnectTimedOut { limit, reading: None }.into())
                }
                Ok(result) => result,
                Err(_) => Err(ConnectTimedOut { limit, reading: connector.reading() }.into()),
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
pub(super) struct ConnectTimedOut {
    limit: Duration,
    /// What was still being read, so that nobody looks for the fault in the network.
    reading: Option<String>,
}

impl fmt::Display for ConnectTimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { limit, reading } = self;
        write!(f, "no connection within the connect time-out of {limit:?}")?;
        match reading {
            Some(files) => write!(f, ": the CA certificates were still being read ({files})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConnectTimedOut {}
