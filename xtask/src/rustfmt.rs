use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use codegen::Files;

use crate::{Failure, root};

/// Brings emitted Rust into the style of this workspace, so that `cargo fmt --check` covers it.
pub(crate) fn format(mut files: Files) -> Result<Files, Failure> {
    let scratch = Scratch::new()?;
    let sources: Vec<String> = files.keys().filter(|path| path.ends_with(".rs")).cloned().collect();
    for path in &sources {
        scratch.write(path, &files[path])?;
    }
    // rustfmt follows `mod` lines, so that roots are enough.
    let roots = sources.iter().filter(|path| *path == "src/lib.rs" || path.starts_with("tests/"));
    run(&scratch.0, roots)?;
    for path in sources {
        let text = fs::read_to_string(scratch.0.join(&path)).map_err(|error| error.to_string())?;
        files.insert(path, text);
    }
    Ok(files)
}

fn run<'a>(directory: &Path, roots: impl Iterator<Item = &'a String>) -> Result<(), Failure> {
    let output = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root().join("rustfmt.toml"))
        .args(roots.map(|path| directory.join(path)))
        .current_dir(root())
        .output()
        .map_err(|error| {
            format!("cannot run rustfmt ({error}): run `rustup component add rustfmt`")
        })?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("rustfmt: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// A directory under `target` that is gone afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("format-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let directory = root().join("target").join(name);
        fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
        Ok(Self(directory))
    }

    fn write(&self, path: &str, text: &str) -> Result<(), Failure> {
        let path = self.0.join(path);
        let parent = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(parent).map_err(|error| error.to_string())?;
        fs::write(&path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left behind it does no harm: `cargo clean` takes it.
        let _ = fs::remove_dir_all(&self.0);
    }
}
