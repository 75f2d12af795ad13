use std::time::Duration;

use tests::random::Random;

use crate::jobs::ExecutionId;

/// What a handler does with an execution. It is the same in every run of it.
#[derive(Clone, Debug)]
pub(super) struct Script {
    /// The time that each step takes.
    pub(super) steps: Vec<Duration>,
    pub(super) finish: Finish,
    /// Whether it ignores a cancellation.
    pub(super) is_deaf: bool,
}

/// How a handler ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finish {
    Done,
    Failed,
    Rejected,
    Panic,
    /// After the first step it goes on later, and is then done.
    Later,
    /// After the first step it asks for a restart, and is then done.
    Restart,
}

impl Script {
    pub(super) fn of(seed: u64, id: &ExecutionId) -> Self {
        let text = id
            .job_id
            .bytes()
            .fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut random = Random::new(text ^ id.queued_at.unsigned_abs() ^ id.number.unsigned_abs());
        let steps = (0..random.below(4))
            .map(|_| Duration::from_millis(1 + random.below(120_000) as u64))
            .collect();
        let finish = match random.below(20) {
            0..=11 => Finish::Done,
            12 | 13 => Finish::Failed,
            14 => Finish::Rejected,
            15 => Finish::Panic,
            16 | 17 => Finish::Later,
            _ => Finish::Restart,
        };
        Self { steps, finish, is_deaf: random.below(10) == 0 }
    }

    /// The name of a step.
    pub(super) fn step(number: usize) -> String {
        format!("step-{number}")
    }

    /// The number of the step after the one with this name.
    pub(super) fn after(name: Option<&str>) -> usize {
        let number = name.and_then(|name| name.strip_prefix("step-")).and_then(|n| n.parse().ok());
        number.map_or(0, |number: usize| number + 1)
    }
}
