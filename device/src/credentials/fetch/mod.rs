//! The request for credentials.

mod engine;
mod issued;
mod operation;
#[cfg(test)]
mod tests;

#[cfg(feature = "async")]
use std::pin::Pin;
use std::time::Duration;

pub(super) use self::engine::EngineFetch;
pub(super) use self::issued::Issued;
pub(super) use self::operation::GetCredentials;
#[cfg(test)]
pub(super) use self::operation::GetCredentialsError;
use super::IotCredentialsError;

/// What a request brings.
pub(super) type Outcome = Result<Issued, IotCredentialsError>;

/// Asks the service for credentials.
#[cfg(feature = "async")]
pub(super) trait Fetch: Send + Sync {
    /// One request, with the retries of the client, that ends `within` this time.
    fn fetch(&self, within: Duration) -> Pin<Box<dyn Future<Output = Outcome> + Send>>;
}

/// Asks the service for credentials and blocks the thread.
#[cfg(feature = "blocking")]
pub(super) trait FetchBlocking: Send + Sync {
    /// One request, with the retries of the client, that ends `within` this time.
    fn fetch_blocking(&self, within: Duration) -> Outcome;
}
