//! The published packages and their dependencies.

use std::collections::BTreeSet;
use std::process::Command;

/// With the crate of an application, there are one hundred.
const MOST_CRATES: usize = 99;
/// Without AWS credentials and without an asynchronous runtime.
const MOST_CRATES_OF_DEVICES: [(&str, usize); 2] = [("iot-jobs-data", 59), ("iot-jobs-device", 60)];

#[test]
fn an_application_builds_at_most_a_hundred_crates() {
    let crates = tree(&["--package", "iot-jobs-data"]);
    assert!(crates.len() <= MOST_CRATES, "{} crates: {crates:#?}", crates.len());
    for name in ["aws-smithy-runtime", "aws-runtime", "aws-config", "aws-lc-rs", "openssl"] {
        assert!(!crates.contains(name), "{name} in the default tree");
    }
}

#[test]
fn a_blocking_application_with_a_certificate_has_no_asynchronous_runtime() {
    for (package, most) in MOST_CRATES_OF_DEVICES {
        let features = ["--no-default-features", "--features", "blocking,ring"];
        let crates = tree(&[&["--package", package], &features[..]].concat());
        assert!(crates.len() <= most, "{} crates: {crates:#?}", crates.len());
        for name in &crates {
            let is_runtime =
                ["tokio", "hyper", "rumqttc", "async-"].iter().any(|r| name.starts_with(r));
            let is_aws = name.starts_with("aws-") && name != "aws-smithy-types";
            assert!(!is_runtime && !is_aws, "{name} in the tree of {package}");
        }
    }
}

/// The names of the crates that are built with a package.
fn tree(arguments: &[&str]) -> BTreeSet<String> {
    let edges = ["--edges", "normal,build", "--prefix", "none"];
    let tree = cargo(&[&["tree"], arguments, &edges].concat());
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let crates: BTreeSet<String> = names.filter(|n| !n.is_empty()).map(str::to_owned).collect();
    assert!(crates.contains("serde_json"), "not a tree: {tree}");
    crates
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
