use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
#[cfg(feature = "async")]
use std::task::Waker;

use super::world::World;

/// The locked state.
///
/// Tasks for which events came meanwhile are woken after it is unlocked, as an executor may run them
/// at once.
pub(super) struct WorldGuard<'a> {
    world: MutexGuard<'a, World>,
    // Dropped after the lock.
    #[cfg(feature = "async")]
    wakers: Wakers,
}

#[cfg(feature = "async")]
struct Wakers(Vec<Waker>);

impl<'a> WorldGuard<'a> {
    pub(super) fn lock(world: &'a Mutex<World>) -> Self {
        Self {
            world: world.lock().unwrap_or_else(PoisonError::into_inner),
            #[cfg(feature = "async")]
            wakers: Wakers(Vec::new()),
        }
    }
}

impl Deref for WorldGuard<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for WorldGuard<'_> {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

#[cfg(feature = "async")]
impl Drop for WorldGuard<'_> {
    fn drop(&mut self) {
        self.wakers.0 = self.world.broker.take_wakers();
    }
}

#[cfg(feature = "async")]
impl Drop for Wakers {
    fn drop(&mut self) {
        self.0.drain(..).for_each(Waker::wake);
    }
}
