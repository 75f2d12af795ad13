use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Child;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// The end of what a process writes, to standard output and standard error.
pub(crate) struct Output {
    tail: Tail,
    readers: JoinSet<()>,
}

/// The last bytes.
#[derive(Clone, Default)]
struct Tail(Arc<Mutex<Vec<u8>>>);

/// More than one status detail can have.
const KEPT: usize = 4096;
/// How long output is waited for after the end of a process: one that it started may hold it open.
const REST: Duration = Duration::from_secs(1);

impl Output {
    /// Reads the output of a process from now on.
    pub(crate) fn of(child: &mut Child) -> Self {
        let (tail, mut readers) = (Tail::default(), JoinSet::new());
        if let Some(pipe) = child.stdout.take() {
            readers.spawn(tail.clone().follow(pipe));
        }
        if let Some(pipe) = child.stderr.take() {
            readers.spawn(tail.clone().follow(pipe));
        }
        Self { tail, readers }
    }

    /// The end of the output so far.
    pub(crate) fn tail(&self) -> String {
        let bytes = self.tail.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The end of all output.
    pub(crate) async fn end(mut self) -> String {
        let all = async { while self.readers.join_next().await.is_some() {} };
        match timeout(REST, all).await {
            Ok(()) => self.tail(),
            Err(_) => self.tail() + " [there may be more]",
        }
    }
}

impl Tail {
    async fn follow(self, mut pipe: impl AsyncRead + Unpin) {
        let mut buffer = [0; 1024];
        loop {
            match pipe.read(&mut buffer).await {
                Ok(0) => return,
                Ok(count) => self.push(&buffer[..count]),
                Err(error) => return self.push(format!(" [no more output: {error}]").as_bytes()),
            }
        }
    }

    fn push(&self, bytes: &[u8]) {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tail.extend_from_slice(bytes);
        let old = tail.len().saturating_sub(KEPT);
        tail.drain(..old);
    }
}
