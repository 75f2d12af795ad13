use std::fmt;
use std::time::Duration;

/// The connection timed out.
#[derive(Clone, Debug)]
pub(in crate::client::transport) struct ConnectTimedOut {
    limit: Duration,
    /// The file that was still being read, so that the error does not point at the network.
    reading: Option<String>,
}

impl ConnectTimedOut {
    pub(in crate::client::transport) fn new(limit: Duration, reading: Option<String>) -> Self {
        Self { limit, reading }
    }
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
