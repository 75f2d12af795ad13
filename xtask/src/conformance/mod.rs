//! `cargo xtask conformance`: checks the generator with other models.
//!
//! One task runs the tests in models, the other compiles crates without warnings. Both put a crate
//! for each service into a workspace under `target/conformance`, and continue after failures.

mod candidate;
mod compile;
mod diagnosis;
mod inventory;
mod libtest;
mod overlay;
mod progress;
mod skips;
mod subject;
mod suite;
mod tally;
mod trial;
mod workspace;

pub use self::compile::run as compile;
pub use self::suite::run as suite;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::Failure;

/// The files, and the JSON files in and below directories, sorted by path.
fn models(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let found = below(path)
            .map_err(|error| format!("error: cannot read {}: {error}", path.display()))?;
        if found.is_empty() {
            return Err(format!("error: there is no .json file in {}", path.display()));
        }
        files.extend(found);
    }
    Ok(files)
}

fn below(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut pending = vec![directory.to_owned()];
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let path = entry.path();
            // Links to directories are not followed, because they may form cycles.
            match entry.file_type()?.is_dir() {
                true => pending.push(path),
                false if path.extension().is_some_and(|it| it == "json") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
