//! A runner on the fake of the service, on a virtual clock, with crashes at any moment, a disk that
//! loses what was not synced, and every fault of the network.
//!
//! `IOT_JOBS_CHAOS_SEEDS` sets how many seeds are played, `IOT_JOBS_CHAOS_SEED` plays a single one.

mod check;
mod device;
mod log;
mod queue;
mod script;
mod storage;
mod world;

use std::collections::BTreeMap;
use std::env;

use self::check::check;
use self::world::World;

/// How many jobs each seed has.
const JOBS: usize = 20;

#[test]
fn every_job_ends_once_whatever_fails() {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("IOT_JOBS_CHAOS_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("IOT_JOBS_CHAOS_SEEDS").unwrap_or(200),
    };
    let count = seeds.end - seeds.start;
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in seeds {
        let world = World::new(seed).play();
        let (violations, counts) = check(&world);
        assert!(violations.is_empty(), "seed {seed}:\n{}", violations.join("\n"));
        for (name, count) in counts {
            *totals.entry(name).or_default() += count;
        }
    }
    println!("\n{count} seeds of {JOBS} jobs");
    for (name, count) in &totals {
        println!("{name:40} {count:>10}");
    }
    if count > 50 {
        for name in ["crashes", "handlers resumed", "SUCCEEDED", "FAILED", "REJECTED", "CANCELED"] {
            assert!(totals.get(name).is_some_and(|count| *count > 0), "no {name} at all");
        }
    }
}
