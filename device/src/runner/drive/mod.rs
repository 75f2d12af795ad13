//! What carries out the commands of the state machine.

#[cfg(feature = "async")]
pub(super) mod asynchronous;
#[cfg(feature = "blocking")]
pub(super) mod blocking;
mod link;
mod message;
mod session;

pub(super) use self::link::Link;
pub(super) use self::message::{FromHandler, Message, Outbox};
use self::session::{Io, Session};
use crate::jobs::{CallError, CallErrorKind};

/// The message of a panic.
fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "?".to_owned())
}

/// The failure of a call whose source panicked.
fn source_panicked(panic: &(dyn std::any::Any + Send)) -> CallError {
    let message = format!("the source panicked: {}", panic_message(panic));
    CallError::new(CallErrorKind::Unanswered, message)
}

/// Two seeds from the system, the same for no two devices.
fn seeds() -> [u64; 2] {
    use std::hash::{BuildHasher, RandomState};

    // Each has its own keys: the first comes from the system, once per thread. The thread of the
    // second is new, and so are its keys.
    let of_thread = || RandomState::new().hash_one(std::process::id());
    let other = std::thread::Builder::new().spawn(of_thread).ok().and_then(|t| t.join().ok());
    [of_thread(), other.unwrap_or_else(of_thread)]
}
