//! `cargo xtask conformance`: is the generator right for other models?
//!
//! One task runs the tests that models bring along, the other compiles crates without a warning.
//! Both put a crate for each service into one workspace under `target/conformance`, and a service
//! that fails never stops the rest.

mod compile;
mod diagnosis;
mod inventory;
mod libtest;
mod overlay;
mod progress;
mod skips;
mod subject;
mod suite;
mod workspace;

pub use self::compile::run as compile;
pub use self::suite::run as suite;

use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;

/// The files themselves, and the JSON files of directories in the order of their names.
fn models(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let unreadable = |error| format!("error: cannot read {}: {error}", path.display());
        let mut found = Vec::new();
        for entry in fs::read_dir(path).map_err(unreadable)? {
            found.push(entry.map_err(unreadable)?.path());
        }
        found.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        found.sort();
        if found.is_empty() {
            return Err(format!("error: there is no .json file in {}", path.display()));
        }
        files.extend(found);
    }
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
