use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Failure, root};

/// The application of a contender: a cargo project of its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Application(pub(super) &'static str);

impl Application {
    /// Downloads what a build needs, and brings the lock file in line with the workspace.
    pub(super) fn fetch(self) -> Result<(), Failure> {
        self.run(&["fetch"]).map_err(|failure| {
            format!("{failure}\nthe first run needs the network, to fetch the crates of {}", self.0)
        })
    }

    /// Runs cargo and shows what it says only if it fails.
    pub(super) fn run(self, arguments: &[&str]) -> Result<(), Failure> {
        self.output(arguments).map(drop)
    }

    /// What cargo prints.
    pub(super) fn output(self, arguments: &[&str]) -> Result<String, Failure> {
        output_in(&self.directory(), arguments)
    }

    /// A directory under `target` for what is built from it.
    pub(super) fn target(self, purpose: &str) -> PathBuf {
        scratch().join(purpose).join(self.0)
    }

    pub(super) fn directory(self) -> PathBuf {
        root().join("xtask/bench").join(self.0)
    }
}

/// What cargo prints in a directory; what it says beside that is shown only if it fails.
pub(super) fn output_in(directory: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::null())
        // A cache of compiled crates would make a clean build look cheap.
        .env("RUSTC_WRAPPER", "")
        .env_remove("CARGO_TARGET_DIR")
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("{errors}\n`cargo {}` failed in {}", arguments.join(" "), directory.display()))
}

/// Where benchmarks keep what they build and record.
pub(super) fn scratch() -> PathBuf {
    root().join("target/bench")
}

/// A path as an argument of a command.
pub(super) fn text(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| format!("{} is not Unicode: move the workspace", path.display()))
}
