use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use codegen::Files;

use crate::staging::Staging;
use crate::{Failure, root};

/// Writes files and formats the Rust ones in the style of this workspace, so that
/// `cargo fmt --check` passes.
pub(crate) fn format(mut files: Files, staging: &Staging) -> Result<Files, Failure> {
    staging.fill(&files)?;
    let sources: Vec<String> = files.keys().filter(|path| path.ends_with(".rs")).cloned().collect();
    let staged = |path: &String| staging.path(path);
    // rustfmt follows `mod` lines, unless it reads standard input.
    let (mut lists, mut shares) = (Vec::new(), Vec::new());
    let is_root = |path: &&String| *path == "src/lib.rs" || path.starts_with("tests/");
    if sources.len() < MANY && files.contains_key("src/lib.rs") {
        let roots = sources.iter().filter(is_root);
        shares.push(Rustfmt::of_files(roots.map(staged))?);
    } else {
        let leaves: Vec<&String> =
            sources.iter().filter(|path| !lists_modules(&files[*path])).collect();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for first in 0..cores.min(leaves.len()) {
            let share = leaves.iter().skip(first).step_by(cores);
            shares.push(Rustfmt::of_files(share.map(|path| staged(path)))?);
        }
        for path in sources.iter().filter(|path| lists_modules(&files[*path])) {
            lists.push((path, Rustfmt::of_text(&files[path])?));
        }
    }
    for (path, list) in lists {
        staging.fill(&Files::from([(path.clone(), list.output()?)]))?;
    }
    for share in shares {
        share.output()?;
    }
    for path in sources {
        let text = fs::read_to_string(staged(&path)).map_err(|error| error.to_string())?;
        files.insert(path, text);
    }
    Ok(files)
}

/// With fewer files, starting more processes takes longer than formatting in one.
const MANY: usize = 100;

fn lists_modules(text: &str) -> bool {
    let is_list = |line: &str| line.trim_start_matches("pub ").starts_with("mod ");
    text.lines().any(|line| is_list(line) && line.ends_with(';'))
}

/// The program in `RUSTFMT`, as for `cargo fmt`; or the one next to the cargo that built this,
/// which avoids rustup's lookup; or any in the path.
fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("RUSTFMT") {
        return named.into();
    }
    let beside = Path::new(env!("CARGO")).with_file_name("rustfmt");
    if beside.is_file() { beside } else { "rustfmt".into() }
}

/// A rustfmt process.
struct Rustfmt(Child);

impl Rustfmt {
    /// Formats files in place.
    fn of_files(paths: impl Iterator<Item = PathBuf>) -> Result<Self, Failure> {
        Self::start(paths, Stdio::null())
    }

    /// Formats one text.
    fn of_text(text: &str) -> Result<Self, Failure> {
        let mut rustfmt = Self::start(std::iter::empty(), Stdio::piped())?;
        if let Some(mut input) = rustfmt.0.stdin.take() {
            // If it ended early, its error message says why.
            let _ = input.write_all(text.as_bytes());
        }
        Ok(rustfmt)
    }

    fn start(paths: impl Iterator<Item = PathBuf>, input: Stdio) -> Result<Self, Failure> {
        let child = Command::new(program())
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

    /// Its output, once it has ended.
    fn output(self) -> Result<String, Failure> {
        let output = self.0.wait_with_output().map_err(|error| format!("rustfmt: {error}"))?;
        match output.status.success() {
            true => String::from_utf8(output.stdout).map_err(|error| format!("rustfmt: {error}")),
            false => Err(format!("rustfmt: {}", String::from_utf8_lossy(&output.stderr))),
        }
    }
}
