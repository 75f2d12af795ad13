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
use crate::random::bits;

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

/// Seeds that differ on each device.
fn seeds() -> [u64; 2] {
    [bits(), bits()]
}
