//! Crates under `target` that cargo builds separately, with warnings denied.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A workspace of generated crates. All share one target directory, so that their dependencies are
/// compiled once.
#[derive(Debug)]
pub struct Workspace {
    /// Where it is.
    pub path: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The workspace with this name. Its members may be generated before or afterwards.
    pub fn new(name: &str, members: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the root");
        let target = root.join("target");
        let path = target.join(name);
        fs::create_dir_all(&path).expect("a directory");
        let members = members.into_iter().map(|member| format!("{:?}", member.as_ref()));
        let members = members.collect::<Vec<_>>().join(", ");
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
        fs::write(path.join("Cargo.toml"), manifest).expect("a workspace");
        // The same dependency versions as in this workspace, so that nothing is compiled again.
        fs::copy(root.join("Cargo.lock"), path.join("Cargo.lock")).expect("a lock file");
        Self { path, target: target.join("fixtures-build") }
    }

    /// The output of cargo, which must succeed without warnings.
    ///
    /// # Panics
    /// It does not.
    pub fn cargo(&self, command: &[&str]) -> String {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(command)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_NET_OFFLINE", "true")
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings -D rustdoc::all")
            .current_dir(&self.path)
            .output()
            .expect("cargo runs");
        let printed =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {command:?}\n{printed}");
        printed.into_owned()
    }
}
