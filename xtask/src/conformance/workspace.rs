use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{Failure, root};

/// The cargo workspace of all crates of a run.
pub(super) struct Workspace(PathBuf);

impl Workspace {
    /// With these crates as members, which must exist.
    pub(super) fn of<'a>(crates: impl Iterator<Item = &'a str>) -> Result<Self, Failure> {
        let workspace = Self(directory());
        let members: Vec<String> = crates.map(|name| format!("\"crates/{name}\"")).collect();
        let manifest =
            format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        fs::write(workspace.0.join("Cargo.toml"), manifest).map_err(|error| error.to_string())?;
        // The same dependency versions as in this workspace.
        fs::copy(root().join("Cargo.lock"), workspace.0.join("Cargo.lock"))
            .map_err(|error| error.to_string())?;
        Ok(workspace)
    }

    /// Runs cargo with warnings denied, and continues after failures. Calls `report` for each
    /// finished crate.
    pub(super) fn cargo(
        &self,
        arguments: &[&str],
        mut report: impl FnMut(&str),
    ) -> Result<Built, Failure> {
        let log = self.0.join("cargo.log");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut child = Command::new(cargo)
            .args(arguments)
            .args(["--keep-going", "--message-format", "json"])
            .current_dir(&self.0)
            // The target directory of the fixtures, which are built in the same way.
            .env("CARGO_TARGET_DIR", root().join("target/fixtures-build"))
            .env("RUSTFLAGS", "-D warnings")
            // Saves disk space with hundreds of crates, and makes a second run take as long as the
            // first.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).map_err(|error| error.to_string())?)
            .spawn()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        let mut built = Built::default();
        let mut has_ended = false;
        for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
            let line = line.map_err(|error| format!("cannot read what cargo says: {error}"))?;
            let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
            has_ended |= message["reason"] == "build-finished";
            if let Some(name) = built.take(&message) {
                report(&name);
            }
        }
        child.wait().map_err(|error| error.to_string())?;
        match built.elsewhere.first() {
            Some(finding) => {
                return Err(format!("what all crates depend on does not compile\n{finding}"));
            }
            None if has_ended => return Ok(built),
            None => {}
        }
        let log = fs::read_to_string(log).unwrap_or_default();
        Err(format!("{log}\n`cargo {}` failed", arguments.join(" ")))
    }
}

/// Waits until no other run uses the directory, and locks it until the file is dropped.
pub(super) fn lock() -> Result<File, Failure> {
    let path = directory().join("lock");
    let file = fs::create_dir_all(directory()).and_then(|()| File::create(&path));
    let locked = file.and_then(|file| file.lock().map(|()| file));
    locked.map_err(|error| format!("cannot lock {}: {error}", path.display()))
}

/// The directory of a crate.
pub(super) fn crate_directory(name: &str) -> PathBuf {
    directory().join("crates").join(name)
}

/// The path for a generated model.
pub(super) fn model_file(name: &str) -> Result<PathBuf, Failure> {
    let models = directory().join("models");
    fs::create_dir_all(&models)
        .map_err(|error| format!("cannot make {}: {error}", models.display()))?;
    Ok(models.join(format!("{name}.json")))
}

fn directory() -> PathBuf {
    root().join("target/conformance")
}

/// The results of cargo for a workspace, by crate.
#[derive(Default)]
pub(super) struct Built {
    /// Test binaries by crate and name.
    tests: BTreeMap<(String, String), PathBuf>,
    /// Errors and warnings of the compiler.
    findings: BTreeMap<String, Vec<String>>,
    /// Errors and warnings for other crates.
    elsewhere: Vec<String>,
}

impl Built {
    pub(super) fn test(&self, name: &str, target: &str) -> Option<&Path> {
        self.tests.get(&(name.to_owned(), target.to_owned())).map(PathBuf::as_path)
    }

    pub(super) fn findings(&self, name: &str) -> &[String] {
        self.findings.get(name).map_or(&[], Vec::as_slice)
    }

    /// Processes a message of cargo; returns the name of the crate if a library is finished.
    fn take(&mut self, message: &Value) -> Option<String> {
        let manifest = Path::new(message["manifest_path"].as_str()?);
        let name = manifest.parent()?.file_name()?.to_string_lossy().into_owned();
        let target = message["target"]["name"].as_str().unwrap_or_default().to_owned();
        match message["reason"].as_str()? {
            "compiler-message" if message["message"]["level"] == "error" => {
                let text = message["message"]["rendered"].as_str().unwrap_or_default().to_owned();
                // A message without a span is the final count.
                if message["message"]["spans"].as_array().is_some_and(|spans| !spans.is_empty()) {
                    let is_member = manifest.parent()?.parent()?.ends_with("conformance/crates");
                    match is_member {
                        true => self.findings.entry(name).or_default().push(text),
                        false => self.elsewhere.push(text),
                    }
                }
                None
            }
            "compiler-artifact" => match message["executable"].as_str() {
                Some(executable) => {
                    self.tests.insert((name, target), executable.into());
                    None
                }
                None => Some(name),
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn errors_and_test_binaries_are_kept_by_crate() {
        let of = |reason: &str, more: Value| {
            let mut message = json!({"reason": reason, "manifest_path": "/conformance/crates/sdk-a/Cargo.toml",
                "target": {"name": "requests"}});
            message
                .as_object_mut()
                .expect("an object")
                .extend(more.as_object().expect("an object").clone());
            message
        };
        let error =
            |spans: Value| json!({"level": "error", "rendered": "error: no", "spans": spans});
        let mut built = Built::default();
        let library = of("compiler-artifact", json!({"executable": null}));
        assert_eq!(built.take(&library), Some("sdk-a".into()));
        built.take(&of("compiler-artifact", json!({"executable": "/w/requests-1"})));
        built.take(&of("compiler-message", json!({"message": error(json!([{}]))})));
        built.take(&of("compiler-message", json!({"message": error(json!([]))})));
        built.take(&of("compiler-message", json!({"message": {"level": "warning"}})));
        assert_eq!(built.test("sdk-a", "requests"), Some(Path::new("/w/requests-1")));
        assert_eq!(built.test("sdk-a", "responses"), None);
        assert_eq!(built.findings("sdk-a"), ["error: no"]);
        assert!(built.findings("sdk-b").is_empty() && built.elsewhere.is_empty());
        let mut runtime = of("compiler-message", json!({"message": error(json!([{}]))}));
        runtime["manifest_path"] = "/runtime/Cargo.toml".into();
        built.take(&runtime);
        assert_eq!(built.elsewhere, ["error: no"]);
    }
}
