//! Who sends a request, and who waits for it.

#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(test)]
mod tests;

#[cfg(feature = "async")]
pub(super) use self::asynchronous::AsyncDriver;
#[cfg(feature = "blocking")]
pub(super) use self::blocking::BlockingDriver;

/// Locks a place that is never left half changed.
fn lock<T>(place: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    place.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
