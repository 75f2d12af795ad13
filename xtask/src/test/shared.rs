//! The tests that compare with material in `../shared`. They are ignored, so that a plain
//! `cargo test` does not depend on it; the list here says what each of them needs.

use std::collections::BTreeSet;

use super::{cargo, cargo_output};
use crate::{Failure, shared};

/// A test, and what it needs.
struct SharedTest {
    /// Its path in the test target.
    name: &'static str,
    needs: &'static [&'static str],
}

const fn needs(name: &'static str, needs: &'static [&'static str]) -> SharedTest {
    SharedTest { name, needs }
}

const TESTS: &[SharedTest] = &[
    needs("bad::bad_models_are_refused_for_the_shapes_at_fault", &["smithy/bad-models"]),
    needs("bad::what_the_reference_passes_over_is_warned_about", &["smithy/bad-models"]),
    needs(
        "client::sign::vectors::signatures_equal_those_of_the_vectors",
        &["sigv4/tests/aws-signing-test-suite/v4"],
    ),
    needs("good::every_good_model_is_accepted", &["smithy/good-models"]),
    needs(
        "good::every_published_model_is_accepted",
        &[
            "models/aws",
            "models/iot-jobs-data-plane.json",
            "smithy/endpoint-rules",
            "smithy/restJson1.json",
        ],
    ),
    needs(
        "good::no_published_model_is_warned_about",
        &["models/aws", "models/iot-jobs-data-plane.json", "models/pairs"],
    ),
    needs(
        "no_sentence_of_the_published_documentation_is_used",
        &["models/iot-jobs-data-plane.json"],
    ),
    needs("the_endpoint_rules_of_published_services_pass", &["models/aws"]),
    needs("the_model_equals_the_published_one_fact_for_fact", &["models/iot-jobs-data-plane.json"]),
    needs("the_official_suite_passes", &["smithy/endpoint-rules", "smithy/restJson1.json"]),
    needs("the_partitions_equal_the_published_ones_fact_for_fact", &["smithy/partitions.json"]),
];

/// Runs the tests whose material is there, and prints why each of the other ignored tests does not
/// run. Returns the number of the latter.
///
/// # Errors
/// A test failed, or one of the list does not exist.
pub(super) fn run() -> Result<usize, Failure> {
    let ignored = ignored()?;
    let mut ready = Vec::new();
    let mut missing = Vec::new();
    for test in TESTS {
        if !ignored.contains(test.name) {
            return Err(format!(
                "no ignored test is called {}: see xtask/src/test/shared.rs",
                test.name
            ));
        }
        match test.needs.iter().try_for_each(|name| shared::find(name).map(drop)) {
            Ok(()) => ready.push(test.name),
            Err(reason) => missing.push((test.name, reason)),
        }
    }
    if !ready.is_empty() {
        let names = ready.join(" ");
        cargo(&format!("test {EVERYWHERE} --no-fail-fast -- --exact --ignored {names}"), &[])?;
        cargo(&format!("test {ON_AWS_LC_RS} -- --exact --ignored {names}"), &[])?;
    }
    let others = ignored.iter().filter(|name| TESTS.iter().all(|test| test.name != *name));
    let others: Vec<&String> = others.collect();
    for (name, reason) in &missing {
        println!("NOT RUN: {name}: {reason}");
    }
    for name in &others {
        println!("NOT RUN: {name}: no test of material in ../shared; its `ignore` says why");
    }
    Ok(missing.len() + others.len())
}

const EVERYWHERE: &str = "--workspace --lib --bins --tests";
const ON_AWS_LC_RS: &str = "--package smithy-client-runtime --all-features --lib";

/// The names of all ignored tests.
fn ignored() -> Result<BTreeSet<String>, Failure> {
    let list = cargo_output(&format!("test {EVERYWHERE} -- --list --ignored"))?;
    Ok(list.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
}
