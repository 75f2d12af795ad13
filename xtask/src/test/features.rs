//! The combinations of features with which the packages compile without a warning.

use super::cargo;
use crate::Failure;

/// The drivers, with and without what is shared with the AWS SDKs.
const DRIVERS: [&str; 5] = ["async", "blocking", "blocking,aws", "async,aws", "async,blocking,aws"];
const CRYPTOGRAPHY: [&str; 2] = ["ring", "aws-lc-rs"];

/// Checks the runtime, the client and the package for devices.
///
/// # Errors
/// Names the command that failed.
pub(super) fn run() -> Result<(), Failure> {
    for cryptography in CRYPTOGRAPHY {
        for drivers in DRIVERS {
            check(&format!("--no-default-features --features {drivers},{cryptography}"))?;
        }
    }
    check("--all-features")
}

fn check(features: &str) -> Result<(), Failure> {
    println!("{features}");
    let packages =
        "--package smithy-client-runtime --package iot-jobs-data --package iot-jobs-device";
    cargo(&format!("clippy --quiet {packages} --lib {features} -- -D warnings"), &[])
}
