use std::fmt;
#[cfg(feature = "blocking")]
use std::io;

/// A runner could not begin.
#[derive(Debug)]
pub struct RunError(Kind);

#[derive(Debug)]
enum Kind {
    #[cfg(feature = "async")]
    NoRuntime,
    #[cfg(feature = "blocking")]
    NoThread(io::Error),
}

impl RunError {
    #[cfg(feature = "async")]
    pub(super) fn no_runtime() -> Self {
        Self(Kind::NoRuntime)
    }

    #[cfg(feature = "blocking")]
    pub(super) fn no_thread(error: io::Error) -> Self {
        Self(Kind::NoThread(error))
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            #[cfg(feature = "async")]
            Kind::NoRuntime => f.write_str("the job runner needs a Tokio runtime: call it in one"),
            #[cfg(feature = "blocking")]
            Kind::NoThread(error) => write!(f, "the job runner cannot start a thread: {error}"),
        }
    }
}

impl std::error::Error for RunError {}
