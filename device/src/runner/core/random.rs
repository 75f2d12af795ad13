use std::fmt::Write;

/// Random numbers of the state machine (SplitMix64), the same for the same seed.
///
/// Claims take 128 bits from two seeds, so that two devices do not choose the same one.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    states: [u64; 2],
}

impl Random {
    pub(crate) fn new(seeds: [u64; 2]) -> Self {
        Self { states: seeds }
    }

    /// A number from 0 up to 1.
    pub(super) fn fraction(&mut self) -> f64 {
        (next(&mut self.states[0]) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A claim that nobody else has.
    pub(super) fn claim(&mut self) -> String {
        let mut claim = String::with_capacity(32);
        for state in &mut self.states {
            // Writing to a `String` cannot fail.
            let _ = write!(claim, "{:016x}", next(state));
        }
        claim
    }
}

fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
