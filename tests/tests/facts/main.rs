//! `model/` states all facts of the published model and of the published partition table, with its
//! own documentation.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tests::differences::differences;
use xtask::shared;

const PUBLISHED: &str = "models/iot-jobs-data-plane.json";

#[test]
#[ignore = "needs the published model of ../shared: `cargo xtask test` runs it"]
fn the_model_equals_the_published_one_fact_for_fact() {
    let published = shared::find(PUBLISHED).expect("the published model");
    let (published, own) = (read(&published), own_model());
    let (own, published) = (without_documentation(own), without_documentation(published));
    assert_equal("model/iot-jobs-data-plane.json", &own, &published);
}

#[test]
#[ignore = "needs the published model of ../shared: `cargo xtask test` runs it"]
fn no_sentence_of_the_published_documentation_is_used() {
    let published = shared::find(PUBLISHED).expect("the published model");
    let mut theirs = HashSet::new();
    for text in documentation(&read(&published)) {
        theirs.extend(runs_of_words(&text));
    }
    for text in documentation(&own_model()) {
        for run in runs_of_words(&text) {
            assert!(!theirs.contains(&run), "{run:?} is in the published documentation too");
        }
    }
}

#[test]
fn every_shape_that_callers_meet_is_documented() {
    let own = own_model();
    for (id, shape) in own["shapes"].as_object().expect("shapes") {
        let is_met = ["structure", "enum", "operation", "service"].map(Value::from);
        if is_met.contains(&shape["type"]) {
            assert!(has_documentation(shape), "{id}");
        }
        if shape["type"] == "structure" || shape["type"] == "enum" {
            for (name, member) in shape["members"].as_object().expect("members") {
                assert!(has_documentation(member), "{id}${name}");
            }
        }
    }
}

fn has_documentation(shape: &Value) -> bool {
    shape["traits"]["smithy.api#documentation"].as_str().is_some_and(|text| !text.is_empty())
}

#[test]
#[ignore = "needs the published partitions of ../shared: `cargo xtask test` runs it"]
fn the_partitions_equal_the_published_ones_fact_for_fact() {
    let published = shared::find("smithy/partitions.json").expect("the partitions");
    let own = xtask::root().join("model/partitions.json");
    assert_equal("model/partitions.json", &read(&own), &read(&published));
}

fn assert_equal(name: &str, own: &Value, published: &Value) {
    let found = differences(own, published);
    let count = found.len();
    assert!(found.is_empty(), "{name} differs at {count} paths:\n{}", found.join("\n"));
}

fn own_model() -> Value {
    read(&xtask::root().join("model/iot-jobs-data-plane.json"))
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("a model")).expect("JSON")
}

fn is_documentation(key: &str) -> bool {
    key == "documentation" || key == "smithy.api#documentation"
}

/// Traits that contain only documentation are removed with it.
fn without_documentation(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_documentation).collect(),
        Value::Object(members) => {
            let members = members.into_iter().filter(|(key, _)| !is_documentation(key));
            let members = members.map(|(key, value)| (key, without_documentation(value)));
            let is_empty = |key: &str, value: &Value| {
                key == "traits" && value == &Value::Object(Default::default())
            };
            Value::Object(members.filter(|(key, value)| !is_empty(key, value)).collect())
        }
        simple => simple,
    }
}

fn documentation(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(documentation).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| match value.as_str() {
                Some(text) if is_documentation(key) => vec![text.to_owned()],
                _ => documentation(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Sequences of six words: too long for a coincidence.
fn runs_of_words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut in_tag = false;
    for character in text.to_lowercase().chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.windows(6).map(|run| run.join(" ")).collect()
}
