//! Random numbers: from the system, and those that are the same for the same seed.

#[cfg(any(feature = "async", feature = "aws", feature = "blocking"))]
use std::hash::{BuildHasher, RandomState};

/// Random bits. `RandomState` has its keys from the operating system, and others each time.
#[cfg(any(feature = "async", feature = "aws", feature = "blocking"))]
pub(crate) fn bits() -> u64 {
    RandomState::new().hash_one(0)
}

/// A random number from 0 up to 1, to spread what many devices do.
#[cfg(any(feature = "aws", feature = "mqtt"))]
pub(crate) fn fraction() -> f64 {
    fraction_of(bits())
}

/// A generator (SplitMix64). A crate could change its sequence with a version, and a seed would then
/// no longer repeat what it showed.
#[derive(Clone, Debug)]
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next number from 0 up to 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        fraction_of(self.bits())
    }
}

/// Exact, since as many bits are left as a mantissa has.
fn fraction_of(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}
