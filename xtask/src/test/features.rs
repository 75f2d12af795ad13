//! The combinations of features with which the packages compile without a warning.

use super::cargo;
use crate::Failure;

/// The drivers, with and without what is shared with the AWS SDKs.
const DRIVERS: [&str; 5] = ["async", "blocking", "blocking,aws", "async,aws", "async,blocking,aws"];
const CRYPTOGRAPHY: [&str; 2] = ["ring", "aws-lc-rs"];
const PACKAGES: &str =
    "--package smithy-client-runtime --package iot-jobs-data --package iot-jobs-device";
/// What only the package for devices has, alone with one driver.
const DEVICE: [&str; 2] = ["mqtt,ring", "blocking,fake,ring"];

/// Checks the runtime, the client and the package for devices.
///
/// # Errors
/// Names the command that failed.
pub(super) fn run() -> Result<(), Failure> {
    for cryptography in CRYPTOGRAPHY {
        for drivers in DRIVERS {
            check(PACKAGES, &format!("--no-default-features --features {drivers},{cryptography}"))?;
        }
    }
    for features in DEVICE {
        let features = format!("--no-default-features --features {features}");
        check("--package iot-jobs-device", &features)?;
    }
    check(PACKAGES, "--all-features")
}

fn check(packages: &str, features: &str) -> Result<(), Failure> {
    println!("{features}");
    cargo(&format!("clippy --quiet {packages} --lib {features} -- -D warnings"), &[])
}
