//! The endpoint rules of the official suite, and those of published services: a crate for each
//! model, its emitted tests run, and a table of what passed. The models of the suite speak no
//! protocol; they are given one here, by `apply`. Of the services nothing but their rules is taken.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tests::shared;
use xtask::generate::{self, Job};

/// Operations that the generator cannot express, with the reason.
const LEFT_OUT: [(&str, &str, &str); 1] = [(
    "tests-endpoints-string-array",
    "ListOfUnionsOperation",
    "unions, and with them paths that select from several members, are not supported yet",
)];

#[test]
fn every_endpoint_case_of_the_suite_and_of_published_services_passes() {
    let Some(suite) = shared::find("smithy/endpoint-rules") else { return };
    let services = shared::find("models/aws").map_or_else(Vec::new, |services| models(&services));
    let workspace = xtask::root().join("target/scratch/endpoint-rules");
    let suite = models(&suite);
    let models: Vec<Model> = suite
        .iter()
        .map(|path| Model::read(path))
        .chain(services.iter().map(|path| Model::read_rules(path)))
        .collect();
    for model in &models {
        model.generate(&workspace);
    }
    let members: Vec<String> = models.iter().map(|model| format!("{:?}", model.name)).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    fs::write(workspace.join("Cargo.toml"), manifest).expect("a workspace");
    // The same versions as everywhere, so that nothing is compiled anew.
    fs::copy(xtask::root().join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a lock file");

    let executables = build(&workspace);
    let mut table = format!("\n{:<55} | cases | calls | passed\n", "model");
    let mut misses = String::new();
    let (suite, services) = models.split_at(suite.len());
    for (name, models) in [("the suite", suite), ("the services", services)] {
        let mut sum = (0, 0, 0);
        for model in models {
            let executable = executables.iter().find(|(name, _)| *name == model.name);
            let (_, executable) =
                executable.unwrap_or_else(|| panic!("{} has no tests", model.name));
            let (passed, failures) = run(executable);
            table += &row(&model.name, model.cases, model.calls, passed);
            if passed != model.cases + model.calls {
                misses += &format!("{}: {failures}\n", model.name);
            }
            sum = (sum.0 + model.cases, sum.1 + model.calls, sum.2 + passed);
        }
        table += &row(&format!("all of {name}"), sum.0, sum.1, sum.2);
    }
    for (model, operation, reason) in LEFT_OUT {
        table += &format!("left out: {operation} of {model}: {reason}\n");
    }
    // Straight to the stream: the test harness swallows what a passing test prints.
    let _ = std::io::stderr().write_all(table.as_bytes());
    assert!(misses.is_empty(), "{misses}");
}

fn row(name: &str, cases: usize, calls: usize, passed: usize) -> String {
    format!("{name:<55} | {cases:>5} | {calls:>5} | {passed}/{}\n", cases + calls)
}

/// A model of the suite, as a service that the generator takes.
struct Model {
    name: String,
    json: Value,
    protocol: Value,
    /// Tests of the rules.
    cases: usize,
    /// Calls that these describe.
    calls: usize,
}

impl Model {
    /// A model of the suite.
    fn read(path: &Path) -> Self {
        let name = name(path);
        let mut json = json(path);
        let (id, service) = service(&mut json);
        let mut protocol = json!({});
        protocol[id] = apply(json!({
            "aws.protocols#restJson1": {},
            "aws.auth#sigv4": {"name": "example"}
        }));
        let is_left_out = |operation: &str| {
            LEFT_OUT.iter().any(|(model, left_out, _)| *model == name && *left_out == operation)
        };
        if let Some(operations) = service.get_mut("operations").and_then(Value::as_array_mut) {
            operations.retain(|operation| !is_left_out(local_name(operation)));
            for operation in operations {
                let uri = format!("/{}", local_name(operation));
                let target = operation["target"].as_str().expect("a target");
                protocol[target] =
                    apply(json!({"smithy.api#http": {"method": "POST", "uri": uri}}));
            }
        }
        let mut calls = 0;
        for test in tests_of(service) {
            let inputs = test.get_mut("operationInputs").and_then(Value::as_array_mut);
            let Some(inputs) = inputs else { continue };
            inputs.retain(|input| !is_left_out(input["operationName"].as_str().expect("a name")));
            calls += inputs.len();
        }
        let cases = tests_of(service).len();
        let protocol = json!({"smithy": "2.0", "shapes": protocol});
        Self { name, json, protocol, cases, calls }
    }

    /// The rules of a published service, with nothing else of it.
    fn read_rules(path: &Path) -> Self {
        let mut json = json(path);
        let (id, service) = service(&mut json);
        let cases = tests_of(service).len();
        let traits = service["traits"].as_object_mut().expect("traits");
        traits.retain(|id, _| id.starts_with("smithy.rules#") || id == "aws.protocols#restJson1");
        traits.insert("aws.auth#sigv4".into(), json!({"name": "example"}));
        let only = json!({"type": "service", "version": "1", "traits": traits});
        let mut shapes = json!({});
        shapes[id] = only;
        let json = json!({"smithy": "2.0", "shapes": shapes});
        let protocol = json!({"smithy": "2.0", "shapes": {}});
        Self { name: format!("aws-{}", name(path)), json, protocol, cases, calls: 0 }
    }

    fn generate(&self, workspace: &Path) {
        let models = workspace.join("models");
        fs::create_dir_all(&models).expect("a directory");
        let files = [("model", &self.json), ("protocol", &self.protocol)];
        let files = files.map(|(kind, json)| {
            let path = models.join(format!("{}.{kind}.json", self.name));
            fs::write(&path, json.to_string()).expect("a model");
            path
        });
        let out = workspace.join(&self.name);
        let job = Job::other(files.to_vec(), out, self.name.clone(), None, false);
        generate::run(&job).unwrap_or_else(|failure| panic!("{}: {failure}", self.name));
    }
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().to_lowercase()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("a model")).expect("JSON")
}

fn service(json: &mut Value) -> (&String, &mut Value) {
    let shapes = json["shapes"].as_object_mut().expect("shapes");
    let mut shapes = shapes.iter_mut();
    shapes.find(|(_, shape)| shape["type"] == "service").expect("a service of the model")
}

fn tests_of(service: &mut Value) -> &mut Vec<Value> {
    let tests = &mut service["traits"]["smithy.rules#endpointTests"]["testCases"];
    tests.as_array_mut().expect("tests of the model")
}

fn apply(traits: Value) -> Value {
    json!({"type": "apply", "traits": traits})
}

fn local_name(operation: &Value) -> &str {
    let target = operation["target"].as_str().expect("a target");
    target.rsplit('#').next().unwrap_or(target)
}

fn models(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("the models");
    let mut models: Vec<PathBuf> = entries.map(|entry| entry.expect("a model").path()).collect();
    models.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    models.sort();
    assert!(!models.is_empty(), "no model in {}", directory.display());
    models
}

/// Builds the endpoint tests of all crates, without a warning: the name of each, and its tests.
fn build(workspace: &Path) -> Vec<(String, PathBuf)> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["test", "--workspace", "--test", "endpoints", "--no-run", "--offline", "--quiet"])
        .args(["--message-format", "json-render-diagnostics"])
        .env("CARGO_TARGET_DIR", xtask::root().join("target/fixtures-build"))
        .env("RUSTFLAGS", "-D warnings")
        .current_dir(workspace)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8_lossy(&output.stdout);
    let artifacts = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let executable = PathBuf::from(message["executable"].as_str()?);
        let manifest = Path::new(message["manifest_path"].as_str()?);
        let name = manifest.parent()?.file_name()?.to_string_lossy().into_owned();
        Some((name, executable))
    });
    artifacts.collect()
}

/// How many tests passed, and what the others say.
fn run(executable: &Path) -> (usize, String) {
    let output = Command::new(executable).output().expect("the tests run");
    let text = String::from_utf8_lossy(&output.stdout);
    let passed = text.lines().filter(|line| line.starts_with("test ") && line.ends_with("... ok"));
    (passed.count(), if output.status.success() { String::new() } else { text.into_owned() })
}
