use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cargo::output_in;
use crate::Failure;

/// The number of lines of Rust under `src` of a package, located through the cargo project in a
/// directory.
pub(super) fn of_package(directory: &Path, name: &str) -> Result<usize, Failure> {
    let metadata = output_in(directory, &["metadata", "--locked", "--format-version", "1"])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let mut packages = metadata["packages"].as_array().into_iter().flatten();
    let package = packages.find(|package| package["name"] == name);
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let manifest = manifest.ok_or_else(|| format!("cargo does not know {name}"))?;
    let mut lines = 0;
    for file in sources(&Path::new(manifest).with_file_name("src"))? {
        let text = fs::read_to_string(&file).map_err(|error| cannot_read(&file, &error))?;
        lines += text.lines().count();
    }
    Ok(lines)
}

fn sources(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| cannot_read(directory, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    format!("cannot read {}: {error}", path.display())
}
