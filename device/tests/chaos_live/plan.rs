use std::env;

/// How much happens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// How many jobs there are.
    pub(crate) jobs: usize,
    /// How often the agent is killed.
    pub(crate) kills: usize,
    pub(crate) seed: u64,
}

impl Plan {
    /// From variables of the environment; a small one without them.
    pub(crate) fn from_environment() -> Self {
        let number = |name: &str| env::var(name).ok().map(|text| (text.parse::<u64>(), text));
        let number = |name: &str, default: u64| match number(name) {
            Some((Ok(number), _)) => number,
            Some((Err(error), text)) => panic!("{name} is {text:?}: {error}"),
            None => default,
        };
        Self {
            jobs: number("IOT_JOBS_CHAOS_LIVE_JOBS", 12) as usize,
            kills: number("IOT_JOBS_CHAOS_LIVE_KILLS", 4) as usize,
            seed: number("IOT_JOBS_CHAOS_LIVE_SEED", 1),
        }
    }
}
