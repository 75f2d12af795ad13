//! Tests of the command line: output and exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn a_faulty_model_ends_with_1_and_writes_nothing() {
    let directory = scratch("faulty");
    let model = directory.join("model.json");
    fs::write(&model, "{\"smithy\": \"2.0\",\n \"shapes\": {\"a#B\": {\"type\": \"struct\"}}}")
        .expect("a model");
    let out = directory.join("out");
    let output = xtask(&["generate", "--model", path(&model), "--out", path(&out), "--name", "x"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("model.json:2:13"), "{errors}");
    assert!(errors.contains("shape a#B"), "{errors}");
    assert!(errors.ends_with("nothing was written\n"), "{errors}");
    assert!(!out.exists());
}

#[test]
fn a_model_that_cannot_be_read_is_named() {
    let output = xtask(&["generate", "--model", "no-such.json", "--out", "nowhere", "--name", "x"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("cannot read no-such.json"), "{errors}");
}

#[test]
fn another_model_becomes_a_crate_of_its_own() {
    let directory = scratch("another");
    let model = directory.join("model.json");
    let text = r#"{"smithy": "2.0", "shapes": {"a#Service": {"type": "service", "version": "1",
        "traits": {"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "a"}}}}}"#;
    fs::write(&model, text).expect("a model");
    let out = directory.join("out");
    let output =
        xtask(&["generate", "--model", path(&model), "--out", path(&out), "--name", "another-one"]);
    let lines = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(lines.contains("src"), "{lines}");
    let manifest = fs::read_to_string(out.join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"another-one\""), "{manifest}");
}

#[test]
fn half_a_job_is_a_usage_error() {
    assert_eq!(xtask(&["generate", "--model", "m.json"]).status.code(), Some(2));
    assert_eq!(xtask(&["generate", "--out", "d"]).status.code(), Some(2));
    assert_eq!(xtask(&["conformance"]).status.code(), Some(2));
}

#[test]
fn what_a_test_expected_stands_beside_what_it_got() {
    let directory = scratch("conformance");
    let request = |id: &str, uri: &str| {
        format!(
            r#"{{"id": "{id}", "protocol": "aws.protocols#restJson1", "method": "POST", "uri": "{uri}"}}"#
        )
    };
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{
            "a#Service": {{"type": "service", "version": "1", "operations": [{{"target": "a#Do"}}],
                "traits": {{"aws.protocols#restJson1": {{}}, "aws.auth#sigv4": {{"name": "a"}}}}}},
            "a#Do": {{"type": "operation", "traits": {{
                "smithy.api#http": {{"method": "POST", "uri": "/do"}},
                "smithy.test#httpRequestTests": [{}, {}]}}}}}}}}"#,
        request("Right", "/do"),
        request("Wrong", "/other")
    );
    fs::write(directory.join("model.json"), text).expect("a model");
    let output = xtask(&["conformance", path(&directory)]);
    let errors = String::from_utf8_lossy(&output.stderr);
    let table = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(table.contains("| model · Service |      1/2 |         - |"), "{table}{errors}");
    let miss =
        "model · Service: request Wrong\n  path\n  expected  \"/other\"\n  got       \"/do\"\n";
    assert!(errors.ends_with(miss), "{errors}");
}

#[test]
fn a_service_that_is_refused_passes_none_of_its_tests() {
    let directory = scratch("refused");
    let text = r#"{"smithy": "2.0", "shapes": {"a#Service": {"type": "service", "version": "1",
        "traits": {"aws.protocols#awsJson1_1": {}, "smithy.rules#endpointTests":
            {"version": "1.0", "testCases": [{"params": {}, "expect": {"error": "none"}}]}}}}}"#;
    fs::write(directory.join("model.json"), text).expect("a model");
    let tests = xtask(&["conformance", path(&directory)]);
    let table = String::from_utf8_lossy(&tests.stdout);
    assert_eq!(tests.status.code(), Some(1), "{table}");
    assert!(
        table.contains("| model · Service |        - |         - |            0/1 |"),
        "{table}"
    );
    let errors = String::from_utf8_lossy(&tests.stderr);
    assert!(errors.contains("model · Service is not generated"), "{errors}");
    assert!(errors.contains("awsJson1_1"), "{errors}");
}

#[test]
fn services_of_other_protocols_are_named_and_those_that_are_refused_say_why() {
    let directory = scratch("compile");
    let model = |protocol: &str| {
        format!(
            r#"{{"smithy": "2.0", "shapes": {{"a#Service": {{"type": "service", "version": "1",
            "operations": [{{"target": "a#Gone"}}], "traits": {{"aws.protocols#{protocol}": {{}}}}}}}}}}"#
        )
    };
    fs::write(directory.join("other.json"), model("awsJson1_1")).expect("a model");
    fs::write(directory.join("ours.json"), model("restJson1")).expect("a model");
    let compile = xtask(&["conformance", "--compile", path(&directory)]);
    let table = String::from_utf8_lossy(&compile.stdout);
    let errors = String::from_utf8_lossy(&compile.stderr);
    assert_eq!(compile.status.code(), Some(1), "{table}");
    let why = "the operation targets a#Gone, which does not exist |\n";
    assert!(table.contains(why), "{table}");
    let end = "\nother · Service speaks awsJson1_1\n0 of 1 compile without a warning\n";
    assert!(table.ends_with(end), "{table}");
    assert!(errors.contains("ours · Service is not generated\n  error: the operation"), "{errors}");
    assert!(!errors.contains("other · Service is not"), "{errors}");
}

#[test]
fn the_alias_works_in_all_directories_of_the_workspace() {
    let entries = fs::read_dir(xtask::root()).expect("the workspace");
    let mut directories: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .filter(|path| !path.ends_with("target") && !name(path).starts_with('.'))
        .collect();
    assert!(directories.len() >= 6, "{directories:?}");
    let deep = ["", "runtime/derive/src", "generated/src/types", "tests/tests/live"];
    directories.extend(deep.map(|path| xtask::root().join(path)));
    for directory in directories {
        let output = alias(&directory, &["--version"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {errors}", directory.display());
        assert!(output.stdout.starts_with(b"cargo xtask "), "{}: {errors}", directory.display());
    }
}

#[test]
fn paths_are_relative_to_the_directory_of_the_caller() {
    let out = xtask::root().join("target/scratch/relative");
    if out.exists() {
        fs::remove_dir_all(&out).expect("an empty directory");
    }
    let [model, target] = ["../fixtures/errors.json", "../../target/scratch/relative"];
    let arguments = ["generate", "--model", model, "--out", target, "--name", "relative"];
    let output = alias(&xtask::root().join("tests/tests"), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(out.join("src/lib.rs").is_file());
}

fn alias(directory: &Path, arguments: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.arg("xtask").args(arguments).current_dir(directory).output().expect("cargo runs")
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().expect("xtask runs")
}

fn scratch(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if directory.exists() {
        fs::remove_dir_all(&directory).expect("an empty directory");
    }
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in Unicode")
}
