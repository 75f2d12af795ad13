//! What the engine needs of its surroundings: time-outs and delays.
//!
//! The engine is written once, as futures. The asynchronous client runs them on Tokio. The blocking
//! client runs them on the thread of the caller.

#[cfg(all(feature = "async", feature = "aws", feature = "blocking"))]
mod background;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "async")]
mod tokio;

use std::time::{Duration, Instant};

#[cfg(feature = "blocking")]
pub(crate) use self::blocking::{block_on, earliest_deadline, note_progress};
use crate::error::TransportError;

#[cfg(not(any(feature = "async", feature = "blocking")))]
compile_error!("turn on the feature `async` or `blocking`: calls need one of them");

/// What runs the futures of a client.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Driver {
    #[cfg(feature = "async")]
    Tokio,
    #[cfg(feature = "blocking")]
    Blocking,
}

/// A time limit has passed.
#[derive(Debug)]
pub(crate) struct Elapsed;

impl Driver {
    /// # Errors
    /// Timers and sockets of this driver do not work here.
    pub(crate) fn check(self) -> Result<(), TransportError> {
        match self {
            #[cfg(feature = "async")]
            Self::Tokio => tokio::require_runtime(),
            #[cfg(feature = "blocking")]
            Self::Blocking => blocking::require_block_on(),
        }
    }

    /// Whether futures may need an asynchronous runtime.
    pub(crate) fn is_asynchronous(self) -> bool {
        match self {
            #[cfg(feature = "async")]
            Self::Tokio => true,
            #[cfg(feature = "blocking")]
            Self::Blocking => false,
        }
    }

    /// The output of a future, if it is there within the limit. `None` is unlimited.
    ///
    /// The caller pins the future: each `async fn` that takes one by value is larger by twice its
    /// size, and is moved with it.
    pub(crate) async fn timeout<F: Future + Unpin>(
        self,
        limit: Option<Duration>,
        future: F,
    ) -> Result<F::Output, Elapsed> {
        match self {
            #[cfg(feature = "async")]
            Self::Tokio => tokio::timeout(limit, future).await,
            #[cfg(feature = "blocking")]
            Self::Blocking => blocking::timeout(limit, future).await,
        }
    }

    /// A [`timeout`](Self::timeout) that restarts while `progress` grows.
    pub(crate) async fn restarting_timeout<F: Future + Unpin>(
        self,
        limit: Option<Duration>,
        future: F,
        progress: impl Fn() -> u64,
    ) -> Result<F::Output, Elapsed> {
        match self {
            #[cfg(feature = "async")]
            Self::Tokio => tokio::restarting_timeout(limit, future, progress).await,
            // The transport notes the progress: it waits as long as it makes some.
            #[cfg(feature = "blocking")]
            Self::Blocking => {
                drop(progress);
                blocking::restarting_timeout(limit, future).await
            }
        }
    }

    pub(crate) async fn sleep(self, pause: Duration) {
        match self {
            #[cfg(feature = "async")]
            Self::Tokio => tokio::sleep(pause).await,
            #[cfg(feature = "blocking")]
            Self::Blocking => blocking::sleep(pause).await,
        }
    }

    /// What a provider of the application supplies. It may need a Tokio runtime, also in a blocking
    /// call.
    #[cfg(feature = "aws")]
    pub(crate) async fn supply<F: Future>(self, future: F) -> F::Output {
        match self {
            #[cfg(feature = "async")]
            Self::Tokio => future.await,
            #[cfg(all(feature = "blocking", not(feature = "async")))]
            Self::Blocking => future.await,
            #[cfg(all(feature = "blocking", feature = "async"))]
            Self::Blocking => background::with_runtime(future).await,
        }
    }

    /// The time that [`timeout`](Self::timeout) and [`sleep`](Self::sleep) use. Tests can stop that
    /// of Tokio.
    pub(crate) fn now(self) -> Instant {
        match self {
            #[cfg(feature = "async")]
            Self::Tokio => tokio::now(),
            #[cfg(feature = "blocking")]
            Self::Blocking => Instant::now(),
        }
    }
}
