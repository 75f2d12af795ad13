//! The emitted code for small models, one Smithy feature each: compared with what it was, compiled
//! without a warning, and its own tests run.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::Files;
use serde_json::Value;
use tests::workspace::Workspace;
use xtask::generate::{self, Job};

#[test]
fn emitted_code_is_as_it_was() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for model in fixtures() {
            let name = name(&model);
            let text = as_text(&name, &generate(&model, &name));
            insta::assert_snapshot!(name, text);
        }
    });
}

#[test]
fn errors_that_the_model_calls_retryable_reach_the_engine() {
    let model = fixtures().into_iter().find(|model| name(model) == "retries").expect("a fixture");
    let client = &generate(&model, "retries")["src/client.rs"];
    let expected = r#"[("Busy", RetryKind::Throttling), ("Restarting", RetryKind::Transient)]"#;
    assert!(client.contains(expected), "{client}");
}

#[test]
fn a_readme_shows_the_identity_that_calls_need() {
    let shown = |auth: &str| {
        let model = authenticated_by(auth);
        let readme = generate(&model, "authentication")["README.md"].clone();
        let setters = [".credentials_provider(", ".token_provider(", ".basic_auth_login("];
        setters.into_iter().find(|setter| readme.contains(setter))
    };
    assert_eq!(shown(r#"["aws.auth#sigv4"]"#), Some(".credentials_provider("));
    assert_eq!(shown(r#"["smithy.api#httpBearerAuth"]"#), Some(".token_provider("));
    assert_eq!(shown("[]"), None);
}

#[test]
fn emitted_code_compiles_without_a_warning_and_passes_its_own_tests() {
    let models = fixtures();
    let workspace = Workspace::new("fixtures", models.iter().map(|model| name(model)));
    for model in models {
        generate::run(&job(&model, &name(&model))).expect("a crate");
    }
    workspace.cargo(&["test", "--workspace", "--quiet"]);
}

fn fixtures() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = fs::read_dir(directory).expect("the fixtures");
    let mut models: Vec<PathBuf> = entries.map(|entry| entry.expect("a fixture").path()).collect();
    models.sort();
    assert!(!models.is_empty());
    models
}

/// A service with every way to authenticate, whose operations all take these.
fn authenticated_by(auth: &str) -> PathBuf {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/authentication.json");
    let text = fs::read_to_string(fixture).expect("a fixture");
    let mut model: Value = serde_json::from_str(&text).expect("JSON");
    let shapes = model["shapes"].as_object_mut().expect("shapes");
    for operation in shapes.values_mut().filter(|shape| shape["type"] == "operation") {
        operation["traits"]["smithy.api#auth"] = serde_json::from_str(auth).expect("JSON");
    }
    let path = xtask::root().join("target/scratch/authenticated.json");
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    fs::write(&path, model.to_string()).expect("a model");
    path
}

fn name(model: &Path) -> String {
    model.file_stem().expect("a name").to_string_lossy().replace('_', "-")
}

fn job(model: &Path, name: &str) -> Job {
    let out = xtask::root().join("target/fixtures").join(name);
    Job::other(vec![model.to_owned()], out, name.to_owned(), None, false)
}

fn generate(model: &Path, name: &str) -> Files {
    generate::files(&job(model, name)).unwrap_or_else(|failure| panic!("{name}: {failure}"))
}

/// Operations, types, errors and tests, and the endpoint where the fixture is about it. Client and
/// README are seen in `generated/`.
fn as_text(name: &str, files: &Files) -> String {
    let shown = files.iter().filter(|(path, _)| {
        path.starts_with("src/operation/")
            || path.starts_with("src/waiters")
            || path.starts_with("src/types/")
            || path.starts_with("tests/")
            || *path == "src/endpoint.rs" && name.starts_with("endpoint-")
    });
    shown.map(|(path, text)| format!("==> {path}\n{text}\n")).collect()
}
