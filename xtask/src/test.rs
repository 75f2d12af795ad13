//! `cargo xtask test`: everything, from formatting to a live server.

use std::process::Command;
use std::time::Instant;

use crate::generate::{self, Job};
use crate::{Failure, root};

/// Runs all checks and tests, and stops at the first failure.
///
/// # Errors
/// Names the step that failed.
pub fn run() -> Result<(), Failure> {
    let start = Instant::now();
    println!("== generated/ is up to date");
    generate::run(&Job::own(true).deny_warnings())?;
    for (title, arguments, variables) in STEPS {
        println!("== {title}");
        cargo(arguments, variables)?;
    }
    println!("== all passed in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Runs the soak test at full length, optimised.
///
/// # Errors
/// The test failed.
pub fn soak() -> Result<(), Failure> {
    cargo("test --release --package tests --test soak", &[("IOT_JOBS_SOAK_CALLS", "200000")])
}

/// A title, the arguments of cargo, and environment variables as `NAME=value`.
type Step = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const STEPS: &[Step] = &[
    ("format", "fmt --all --check", &[]),
    ("format of the launcher", "fmt --check --manifest-path xtask/launcher/Cargo.toml", &[]),
    ("format of ours", "fmt --all --check --manifest-path xtask/bench/ours/Cargo.toml", &[]),
    ("format of floor", "fmt --check --manifest-path xtask/bench/floor/Cargo.toml", &[]),
    ("format of official", "fmt --check --manifest-path xtask/bench/official/Cargo.toml", &[]),
    ("lints", "clippy --workspace --all-targets --quiet -- -D warnings", &[]),
    ("documentation", "doc --workspace --no-deps --quiet", &[("RUSTDOCFLAGS", "-D warnings")]),
    ("tests", "test --workspace --no-fail-fast", &[("INSTA_UPDATE", "no")]),
    ("tests with all features", "test --package tests --all-features --test failures", &[]),
    (
        "the engine on aws-lc-rs",
        "test --package smithy-client-runtime --all-features --lib client",
        &[],
    ),
];

fn cargo(arguments: &str, variables: &[(&str, &str)]) -> Result<(), Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(arguments.split(' '))
        .envs(variables.iter().copied())
        .current_dir(root())
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`cargo {arguments}` failed")) }
}
