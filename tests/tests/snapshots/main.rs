//! The emitted code for small models: what each emitter writes, a whole crate, and that all of them
//! compile without a warning and pass their own tests.

mod emitters;
mod fixtures;
mod item;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tests::workspace::Workspace;
use xtask::generate;

/// All files of a crate with pages, waiters, streams both ways and a deprecated operation.
#[test]
fn a_whole_crate_is_as_it_was() {
    let files = fixtures::files("whole_crate");
    let text: String = files.iter().map(|(path, text)| format!("==> {path}\n{text}\n")).collect();
    settings(".").bind(|| insta::assert_snapshot!("whole_crate", text));
}

#[test]
fn a_readme_shows_the_identity_that_calls_need() {
    let shown = |auth: &str| {
        let readme = fixtures::generate(&authenticated_by(auth))["README.md"].clone();
        let setters = [".credentials_provider(", ".token_provider(", ".basic_auth_login("];
        setters.into_iter().find(|setter| readme.contains(setter))
    };
    assert_eq!(shown(r#"["aws.auth#sigv4"]"#), Some(".credentials_provider("));
    assert_eq!(shown(r#"["smithy.api#httpBearerAuth"]"#), Some(".token_provider("));
    assert_eq!(shown("[]"), None);
}

#[test]
fn emitted_code_compiles_without_a_warning_and_passes_its_own_tests() {
    let models = fixtures::all();
    let workspace = Workspace::new("fixtures", models.iter().map(|model| fixtures::name(model)));
    for model in models {
        generate::run(&fixtures::job(&model)).expect("a crate");
    }
    workspace.cargo(&["test", "--workspace", "--quiet"]);
}

/// A service with every authentication scheme, whose operations all use these schemes.
fn authenticated_by(auth: &str) -> PathBuf {
    let text = fs::read_to_string(fixtures::model("authentication")).expect("a fixture");
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

/// Snapshots in a directory below `tests/snapshots`.
fn settings(directory: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../snapshots/{directory}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
