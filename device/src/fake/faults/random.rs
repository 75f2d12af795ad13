/// Random numbers that depend on a seed only (SplitMix64). A crate could change its sequence with a
/// version, and a seed would then no longer repeat what it showed.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// At least 0 and less than 1.
    pub(super) fn fraction(&mut self) -> f64 {
        const BITS: u32 = f64::MANTISSA_DIGITS - 1;

        // Both are exact, as they have no more bits than a mantissa.
        (self.next() >> (u64::BITS - BITS)) as f64 / (1_u64 << BITS) as f64
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
