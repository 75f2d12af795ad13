//! `cargo xtask test`: everything, from formatting to a live server.

mod chaos;
mod features;
mod shared;

use std::process::{Command, Stdio};
use std::time::Instant;

pub use self::chaos::{Chaos, chaos};
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
    // `cargo test` has built the tests of this example, but not its binary.
    cargo("build --quiet --workspace --example device_agent", &[])?;
    for (example, arguments) in EXAMPLES {
        println!("== the example {example} {}", arguments.join(" "));
        run_example(example, arguments)?;
    }
    println!("== combinations of features");
    features::run()?;
    println!("== tests that need material in ../shared");
    let not_run = shared::run()?;
    let seconds = start.elapsed().as_secs_f64();
    match not_run {
        0 => println!("== all passed in {seconds:.0} s"),
        _ => println!("== passed in {seconds:.0} s, {not_run} tests NOT RUN"),
    }
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
    ("format of device", "fmt --check --manifest-path xtask/bench/device/Cargo.toml", &[]),
    ("format of floor", "fmt --check --manifest-path xtask/bench/floor/Cargo.toml", &[]),
    ("format of official", "fmt --check --manifest-path xtask/bench/official/Cargo.toml", &[]),
    ("lints", "clippy --workspace --all-targets --quiet -- -D warnings", &[]),
    ("documentation", "doc --workspace --no-deps --quiet", &[("RUSTDOCFLAGS", "-D warnings")]),
    ("tests", "test --workspace --no-fail-fast", &[("INSTA_UPDATE", "no")]),
    (
        "on aws-lc-rs, with all features",
        "test --package smithy-client-runtime --package tests --all-features --lib --test failures",
        &[],
    ),
];

/// Examples with their arguments. The tests have built them.
const EXAMPLES: &[(&str, &[&str])] = &[
    ("list_pending", &["--ministack"]),
    ("run_next_job", &["--ministack"]),
    ("device_list_pending", &["--ministack"]),
    ("device_blocking", &["--ministack"]),
    ("device_agent", &["--ministack"]),
    ("device_agent", &["--ministack", "--mqtt"]),
];

/// Runs the binary: `cargo run` would compile the workspace again, with the features of one package.
fn run_example(name: &str, arguments: &[&str]) -> Result<(), Failure> {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let program = root().join(target).join("debug/examples").join(file);
    let status = Command::new(&program).args(arguments).current_dir(root()).status();
    let status = status.map_err(|error| format!("cannot run {}: {error}", program.display()))?;
    if status.success() { Ok(()) } else { Err(format!("the example {name} failed")) }
}

fn cargo(arguments: &str, variables: &[(&str, &str)]) -> Result<(), Failure> {
    let status = command(arguments).envs(variables.iter().copied()).status();
    let status = status.map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`cargo {arguments}` failed")) }
}

/// What cargo writes to standard output.
fn cargo_output(arguments: &str) -> Result<String, Failure> {
    let output = command(arguments).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("cannot run cargo: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("`cargo {arguments}` failed")),
    }
}

/// Cargo in the root, with the material of the tests where it is looked for.
fn command(arguments: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments.split(' ')).current_dir(root());
    command.env(crate::shared::VARIABLE, crate::shared::directory());
    command
}
