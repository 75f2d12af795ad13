use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Failure, root};

/// An application that uses one of the clients: a separate cargo project.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Application(pub(super) &'static str);

impl Application {
    /// Downloads what a build needs, and updates the lock file for the workspace.
    pub(super) fn fetch(self) -> Result<(), Failure> {
        self.run(&["fetch"]).map_err(|failure| {
            format!("{failure}\nthe first run needs the network, to fetch the crates of {}", self.0)
        })
    }

    /// Runs cargo and shows its output only if it fails.
    pub(super) fn run(self, arguments: &[&str]) -> Result<(), Failure> {
        self.output(arguments).map(drop)
    }

    /// The standard output of cargo.
    pub(super) fn output(self, arguments: &[&str]) -> Result<String, Failure> {
        output_in(&self.directory(), arguments)
    }

    /// A directory under `target` for builds of it.
    pub(super) fn target(self, purpose: &str) -> PathBuf {
        scratch().join(purpose).join(self.0)
    }

    pub(super) fn directory(self) -> PathBuf {
        root().join("xtask/bench").join(self.0)
    }
}

/// The standard output of cargo in a directory; its standard error is shown only if it fails.
pub(super) fn output_in(directory: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::null())
        // A cache of compiled crates would distort a clean build.
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

/// The directory for builds and recordings of benchmarks.
pub(super) fn scratch() -> PathBuf {
    root().join("target/bench")
}

/// A path as an argument of a command.
pub(super) fn text(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| format!("{} is not Unicode: move the workspace", path.display()))
}
