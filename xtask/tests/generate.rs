//! Tests of `cargo xtask generate` as a command: output, exit codes, and files that it must not
//! change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

#[test]
fn warnings_are_printed_and_counted_and_the_crate_is_written() {
    let scratch = Scratch::new("warnings");
    let output = scratch.generate(&odd(), &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let printed = stderr(&output);
    assert!(
        printed.starts_with("warning: a shape of type service has an unknown key `operatoins`"),
        "{printed}"
    );
    assert!(printed.ends_with("\n\n1 warning\n"), "{printed}");
    assert!(scratch.crate_directory().join("src/lib.rs").exists());
}

#[test]
fn warnings_can_be_denied() {
    let scratch = Scratch::new("denied");
    let output = scratch.generate(&odd(), &["--deny-warnings"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = stderr(&output);
    assert!(
        printed.ends_with("\n\n1 warning; nothing was written, as warnings are denied\n"),
        "{printed}"
    );
    assert!(!scratch.crate_directory().exists());
    assert!(scratch.generate(&sound(), &["--deny-warnings"]).status.success());
}

#[test]
fn errors_name_the_flag_that_helps() {
    let scratch = Scratch::new("flags");
    let mut two = sound();
    two["shapes"]["com.example#Other"] = two["shapes"]["com.example#Service"].clone();
    let printed = stderr(&scratch.generate(&two, &[]));
    assert!(printed.contains("= help: pass it with `--service`"), "{printed}");
    assert!(printed.ends_with("\n\n1 error; nothing was written\n"), "{printed}");
    let output = scratch.generate(&two, &["--service", "Other"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn a_model_that_fails_leaves_the_crate_as_it_was() {
    let scratch = Scratch::new("untouched");
    assert!(scratch.generate(&sound(), &[]).status.success());
    let before = scratch.contents();
    assert!(before.len() > 5);
    let mut faulty = sound();
    faulty["shapes"]["com.example#Service"]["operations"] = json!([{"target": "com.example#Gone"}]);
    assert!(!scratch.generate(&faulty, &[]).status.success());
    assert_eq!(scratch.contents(), before);
    let output = scratch.run(&another(), &[], |command| {
        command.env("RUSTFMT", scratch.0.join("no-program"));
    });
    assert!(stderr(&output).contains("cannot run rustfmt"), "{}", stderr(&output));
    assert_eq!(scratch.contents(), before);
}

#[cfg(unix)]
#[test]
fn a_rustfmt_that_fails_leaves_the_crate_as_it_was() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::new("rustfmt");
    assert!(scratch.generate(&sound(), &[]).status.success());
    let before = scratch.contents();
    let rustfmt = scratch.0.join("rustfmt");
    fs::write(&rustfmt, "#!/bin/sh\necho 'error: no such edition' >&2\nexit 1\n").unwrap();
    fs::set_permissions(&rustfmt, fs::Permissions::from_mode(0o755)).unwrap();
    let output = scratch.run(&another(), &[], |command| {
        command.env("RUSTFMT", &rustfmt);
    });
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("rustfmt: error: no such edition"), "{}", stderr(&output));
    assert_eq!(scratch.contents(), before);
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_others_as_they_were() {
    let scratch = Scratch::new("unwritable");
    assert!(scratch.generate(&sound(), &[]).status.success());
    let blocked = scratch.crate_directory().join("src/operation/another.rs");
    fs::create_dir_all(blocked.join("in_the_way/.kept")).unwrap();
    let before = scratch.contents();
    let output = scratch.generate(&another(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let printed = stderr(&output);
    assert!(printed.starts_with("error: cannot write "), "{printed}");
    assert!(printed.contains("another.rs: ") && printed.contains("; nothing in "), "{printed}");
    assert_eq!(scratch.contents(), before);
}

fn sound() -> Value {
    let traits = json!({"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "example"}});
    let service = json!({"type": "service", "version": "1", "traits": traits});
    json!({"smithy": "2.0", "shapes": {"com.example#Service": service}})
}

/// A model with an unknown key in a service.
fn odd() -> Value {
    let mut model = sound();
    model["shapes"]["com.example#Service"]["operatoins"] = json!([]);
    model
}

/// A model with another operation.
fn another() -> Value {
    let mut model = sound();
    model["shapes"]["com.example#Service"]["operations"] =
        json!([{"target": "com.example#Another"}]);
    let http = json!({"smithy.api#http": {"method": "POST", "uri": "/"}});
    model["shapes"]["com.example#Another"] = json!({"type": "operation", "traits": http});
    model
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A directory for one test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let directory = xtask::root().join("target/scratch/command").join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("a directory");
        Self(directory)
    }

    fn crate_directory(&self) -> PathBuf {
        self.0.join("crate")
    }

    fn generate(&self, model: &Value, flags: &[&str]) -> Output {
        self.run(model, flags, |_| {})
    }

    fn run(&self, model: &Value, flags: &[&str], set_up: impl FnOnce(&mut Command)) -> Output {
        let path = self.0.join("model.json");
        fs::write(&path, model.to_string()).expect("a model");
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["generate", "--name", "example", "--model"]).arg(&path);
        command.arg("--out").arg(self.crate_directory()).args(flags);
        set_up(&mut command);
        command.output().expect("the command runs")
    }

    /// All files of the crate, and directories with a slash.
    fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        below(&self.crate_directory(), &mut found);
        found
    }
}

fn below(directory: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            below(&path, found);
            found.insert(path, Vec::new());
        } else {
            let bytes = fs::read(&path).expect("a file");
            found.insert(path, bytes);
        }
    }
}
