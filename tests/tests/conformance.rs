//! `cargo xtask conformance` with the tests of Smithy and AWS: protocol tests, endpoint rules, and
//! the rules of published services. The command prints the table.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use xtask::{conformance, shared};

#[test]
#[ignore = "needs Smithy's suite of ../shared: `cargo xtask test` runs it"]
fn the_official_suite_passes() {
    let files = ["smithy/restJson1.json", "smithy/endpoint-rules"];
    conformance::suite(&files.map(|file| shared::find(file).expect("the suite")))
        .unwrap_or_else(|misses| panic!("{misses}"));
}

#[test]
#[ignore = "needs the models of AWS of ../shared: `cargo xtask test` runs it"]
fn the_endpoint_rules_of_published_services_pass() {
    let models = shared::find("models/aws").expect("the models");
    let scratch = xtask::root().join("target/scratch/endpoint-rules");
    fs::create_dir_all(&scratch).expect("a directory");
    let models = fs::read_dir(models).expect("a directory");
    let files: Vec<PathBuf> = models
        .map(|entry| {
            let path = entry.expect("a model").path();
            let file = scratch.join(path.file_name().expect("a name"));
            fs::write(&file, rules_of(&path).to_string()).expect("a model");
            file
        })
        .collect();
    assert!(!files.is_empty());
    conformance::suite(&files).unwrap_or_else(|misses| panic!("{misses}"));
}

/// A published service with its rules, their tests, and nothing else.
fn rules_of(model: &Path) -> Value {
    let text = fs::read_to_string(model).expect("a model");
    let mut model: Value = serde_json::from_str(&text).expect("JSON");
    let shapes = model["shapes"].as_object_mut().expect("shapes");
    shapes.retain(|_, shape| shape["type"] == "service");
    for service in shapes.values_mut() {
        let traits = service["traits"].as_object_mut().expect("traits");
        traits.retain(|id, _| id.starts_with("smithy.rules#") || id == "aws.protocols#restJson1");
        traits.insert("aws.auth#sigv4".into(), json!({"name": "example"}));
        *service = json!({"type": "service", "version": "1", "traits": traits});
    }
    model
}
