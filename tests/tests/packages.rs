//! The published packages and their dependencies.

use std::collections::BTreeSet;
use std::process::Command;

/// With the crate of an application, there are one hundred.
const MOST_CRATES: usize = 99;

#[test]
fn an_application_builds_at_most_a_hundred_crates() {
    let tree = cargo(&[
        "tree",
        "--package",
        "iot-jobs-data",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
    ]);
    let crates: BTreeSet<&str> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.is_empty())
        .collect();
    assert!(crates.iter().any(|line| line.starts_with("serde_json ")), "not a tree: {tree}");
    assert!(crates.len() <= MOST_CRATES, "{} crates:\n{tree}", crates.len());
    for name in ["aws-smithy-runtime ", "aws-runtime ", "aws-config ", "aws-lc-rs ", "openssl "] {
        assert!(!crates.iter().any(|line| line.starts_with(name)), "{name}in the default tree");
    }
}

#[test]
fn packages_hold_their_sources_and_nothing_else() {
    for package in [
        "smithy-client-runtime-derive",
        "smithy-client-runtime",
        "iot-jobs-data",
        "iot-jobs-device",
    ] {
        let list = cargo(&["package", "--list", "--allow-dirty", "--package", package]);
        for file in list.lines() {
            let is_source = file.ends_with(".rs") || file.ends_with(".md");
            let is_cargos = file.starts_with("Cargo.") || file == ".cargo_vcs_info.json";
            assert!(is_source || is_cargos, "{package} would publish {file}");
        }
    }
}

/// The output of cargo; a warning counts as a failure.
fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .arg("--offline")
        .current_dir(xtask::root())
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert!(!errors.contains("warning"), "{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
