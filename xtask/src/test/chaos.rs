//! `cargo xtask chaos`: the job runner under faults and kills, at full length and optimised.

use std::num::NonZeroU64;

use super::cargo;
use crate::Failure;

/// How much is played.
#[derive(clap::Args)]
pub struct Chaos {
    /// How many seeds the simulation plays.
    #[arg(long, value_name = "N", default_value = "10000", conflicts_with = "seed")]
    seeds: NonZeroU64,
    /// Play this seed of the simulation again, and nothing else.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

/// Plays the simulation, checks the state machine, and kills agents at a live server.
///
/// # Errors
/// A part failed. Its output names the seed, or where the files are.
pub fn chaos(options: &Chaos) -> Result<(), Failure> {
    if let Some(seed) = options.seed {
        println!("== simulation, seed {seed}");
        return cargo(
            &format!("{SIMULATION}simulation:: -- --nocapture"),
            &[("IOT_JOBS_CHAOS_SEED", &seed.to_string())],
        );
    }
    println!("== simulation, {} seeds, and model check, 4 ways to each state", options.seeds);
    cargo(
        &format!("{SIMULATION} -- --nocapture"),
        &[("IOT_JOBS_CHAOS_SEEDS", &options.seeds.to_string()), ("IOT_JOBS_MODEL_WAYS", "4")],
    )?;
    println!("== live server, {JOBS} jobs, {KILLS} kills, over HTTPS and over MQTT");
    cargo(
        "test --release --package iot-jobs-device --all-features --test chaos_live -- --nocapture",
        &[("IOT_JOBS_CHAOS_LIVE_JOBS", JOBS), ("IOT_JOBS_CHAOS_LIVE_KILLS", KILLS)],
    )
}

/// Ends in the module whose tests are run.
const SIMULATION: &str = "test --release --package iot-jobs-device --all-features --lib runner::";
const JOBS: &str = "200";
const KILLS: &str = "50";
