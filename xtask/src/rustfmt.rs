use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use codegen::Files;

use crate::{Failure, root};

/// Brings emitted Rust into the style of this workspace, so that `cargo fmt --check` covers it.
pub(crate) fn format(mut files: Files) -> Result<Files, Failure> {
    let scratch = Scratch::new()?;
    let sources: Vec<String> = files.keys().filter(|path| path.ends_with(".rs")).cloned().collect();
    for path in &sources {
        scratch.write(path, &files[path])?;
    }
    // rustfmt follows `mod` lines, unless it reads from its standard input.
    let (mut lists, mut shares) = (Vec::new(), Vec::new());
    let is_root = |path: &&String| *path == "src/lib.rs" || path.starts_with("tests/");
    if sources.len() < MANY && files.contains_key("src/lib.rs") {
        let roots = sources.iter().filter(is_root);
        shares.push(Rustfmt::of_files(roots.map(|path| scratch.0.join(path)))?);
    } else {
        let leaves: Vec<&String> =
            sources.iter().filter(|path| !lists_modules(&files[*path])).collect();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for first in 0..cores.min(leaves.len()) {
            let share = leaves.iter().skip(first).step_by(cores);
            shares.push(Rustfmt::of_files(share.map(|path| scratch.0.join(path)))?);
        }
        for path in sources.iter().filter(|path| lists_modules(&files[*path])) {
            lists.push((path, Rustfmt::of_text(&files[path])?));
        }
    }
    for (path, list) in lists {
        scratch.write(path, &list.output()?)?;
    }
    for share in shares {
        share.output()?;
    }
    for path in sources {
        let text = fs::read_to_string(scratch.0.join(&path)).map_err(|error| error.to_string())?;
        files.insert(path, text);
    }
    Ok(files)
}

/// With fewer files, to start more processes takes longer than to format in one.
const MANY: usize = 100;

fn lists_modules(text: &str) -> bool {
    let is_list = |line: &str| line.trim_start_matches("pub ").starts_with("mod ");
    text.lines().any(|line| is_list(line) && line.ends_with(';'))
}

/// A process that formats.
struct Rustfmt(Child);

impl Rustfmt {
    /// Formats files in their places.
    fn of_files(paths: impl Iterator<Item = PathBuf>) -> Result<Self, Failure> {
        Self::start(paths, Stdio::null())
    }

    /// Formats one text.
    fn of_text(text: &str) -> Result<Self, Failure> {
        let mut rustfmt = Self::start(std::iter::empty(), Stdio::piped())?;
        if let Some(mut input) = rustfmt.0.stdin.take() {
            // Should it have ended before it read everything, its own words say why.
            let _ = input.write_all(text.as_bytes());
        }
        Ok(rustfmt)
    }

    fn start(paths: impl Iterator<Item = PathBuf>, input: Stdio) -> Result<Self, Failure> {
        let child = Command::new("rustfmt")
            .args(["--edition", "2024", "--config-path"])
            .arg(root().join("rustfmt.toml"))
            .args(paths)
            .current_dir(root())
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        child.map(Self).map_err(|error| {
            format!("cannot run rustfmt ({error}): run `rustup component add rustfmt`")
        })
    }

    /// What it prints, once it is done.
    fn output(self) -> Result<String, Failure> {
        let output = self.0.wait_with_output().map_err(|error| format!("rustfmt: {error}"))?;
        match output.status.success() {
            true => String::from_utf8(output.stdout).map_err(|error| format!("rustfmt: {error}")),
            false => Err(format!("rustfmt: {}", String::from_utf8_lossy(&output.stderr))),
        }
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
