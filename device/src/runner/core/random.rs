use crate::random::Seeded;

/// Random numbers of the state machine, the same for the same seeds.
///
/// A claim takes 128 bits, 64 from each seed, so that no two devices choose the same one.
#[derive(Clone, Debug)]
pub(crate) struct Random([Seeded; 2]);

impl Random {
    pub(crate) fn new(seeds: [u64; 2]) -> Self {
        Self(seeds.map(Seeded::new))
    }

    /// A number from 0 up to 1.
    pub(super) fn fraction(&mut self) -> f64 {
        self.0[0].fraction()
    }

    /// A claim that nobody else has.
    pub(super) fn claim(&mut self) -> String {
        let [first, second] = &mut self.0;
        format!("{:016x}{:016x}", first.bits(), second.bits())
    }
}
