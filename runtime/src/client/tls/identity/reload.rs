use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tracing::{info, warn};

use super::ClientIdentity;
use super::files::Files;
use super::invalid::InvalidClientIdentity;
use super::pair::Pair;
use super::stamp::Stamp;

/// Two files, and what is known about them.
pub(super) struct Watch {
    files: Files,
    since: Instant,
    next: Next,
    /// Whether a look is in progress, which may hang.
    is_looking: AtomicBool,
    seen: Mutex<Seen>,
}

struct Seen {
    stamps: [Stamp; 2],
    /// Why the files with these stamps cannot be used.
    problem: Option<InvalidClientIdentity>,
}

/// When the files are looked at next, in milliseconds.
struct Next(AtomicU64);

const PERIOD: u64 = 1000;

impl Default for Next {
    fn default() -> Self {
        Self(AtomicU64::new(PERIOD))
    }
}

impl Next {
    fn claim(&self, now: u64) -> bool {
        let next = self.0.load(Ordering::Relaxed);
        let later = now.saturating_add(PERIOD);
        let claim = || self.0.compare_exchange(next, later, Ordering::Relaxed, Ordering::Relaxed);
        now >= next && claim().is_ok()
    }
}

impl Watch {
    /// The stamps are older than the contents that were read.
    pub(super) fn new(files: Files, stamps: [Stamp; 2]) -> Self {
        let seen = Mutex::new(Seen { stamps, problem: None });
        Self {
            files,
            since: Instant::now(),
            next: Next::default(),
            is_looking: AtomicBool::new(false),
            seen,
        }
    }

    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// Whether a second has passed since the last look, and it is over. Only one caller gets `true`,
    /// and must say when its look is over.
    pub(super) fn is_due(&self) -> bool {
        !self.is_looking.load(Ordering::Acquire)
            && self.next.claim(millis(self.since.elapsed()))
            && !self.is_looking.swap(true, Ordering::AcqRel)
    }

    pub(super) fn look_is_over(&self) {
        self.is_looking.store(false, Ordering::Release);
    }

    /// Reads the files if they have changed, or could not be used. Returns a problem that has not
    /// been reported yet.
    pub(super) fn look(&self, replace: impl FnOnce(Pair) -> bool) -> Option<InvalidClientIdentity> {
        let stamps = self.files.stamps();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.problem.is_none() && seen.stamps == stamps {
            return None;
        }
        let problem = self.read(replace).err();
        let is_new = problem != seen.problem || stamps != seen.stamps;
        *seen = Seen { stamps, problem: problem.clone() };
        problem.filter(|_| is_new)
    }

    /// Reads the files, whether they have changed or not.
    pub(super) fn reload(
        &self,
        replace: impl FnOnce(Pair) -> bool,
    ) -> Result<bool, InvalidClientIdentity> {
        let stamps = self.files.stamps();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let result = self.read(replace);
        *seen = Seen { stamps, problem: result.clone().err() };
        result
    }

    fn read(&self, replace: impl FnOnce(Pair) -> bool) -> Result<bool, InvalidClientIdentity> {
        let is_other = replace(self.files.read()?);
        if is_other {
            info!(certificate = ?self.files.certificate, "the client certificate was replaced");
        }
        Ok(is_other)
    }
}

/// A look at the files that is due.
pub(in crate::client) struct Look(ClientIdentity);

impl Look {
    pub(super) fn of(identity: ClientIdentity) -> Self {
        Self(identity)
    }

    /// Takes the look in a thread of its own, and waits for it, but not longer than this: a file
    /// system may hang.
    #[cfg(feature = "blocking")]
    pub(in crate::client) fn take_within(self, limit: Duration) {
        let (sender, end) = std::sync::mpsc::channel::<()>();
        self.take_in_background(sender);
        // The sender is dropped at the end.
        let _ = end.recv_timeout(limit);
    }

    /// Takes the look in a thread of its own, which then drops `end`.
    pub(super) fn take_in_background<T: Send + 'static>(self, end: T) {
        let work = move || {
            self.take();
            drop(end);
        };
        if let Err(error) = thread::Builder::new().name("client-certificate".to_owned()).spawn(work)
        {
            warn!(%error, "no thread to look at the files of the client certificate");
        }
    }

    /// Takes the look. It blocks for as long as the file system does.
    pub(in crate::client) fn take(self) {
        if let Some(problem) = self.0.look() {
            warn!(
                %problem,
                "the files of the client certificate have changed and cannot be used: the \
                 certificate from before stays in use"
            );
        }
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        self.0.look_is_over();
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_due_once_a_second() {
        let next = Next::default();
        let due = [0, 999, 1000, 1000, 1999, 5000, 5999, 6000].map(|now| next.claim(now));
        assert_eq!(due, [false, false, true, false, false, true, false, true]);
    }
}
