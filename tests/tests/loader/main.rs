//! What the loader accepts and rejects, compared with the findings of Smithy's own tools.

mod bad;
mod garbage;
mod good;
mod rules;
mod table;
mod upgrade;

use std::collections::BTreeSet;
use std::path::Path;

use codegen::{Diagnostics, ModelFile, Severity};

/// Reads model files, named as in their directory.
fn files(paths: &[&Path]) -> Vec<ModelFile> {
    paths
        .iter()
        .map(|path| ModelFile {
            name: name(path),
            text: std::fs::read_to_string(path).expect("text"),
        })
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file").to_string_lossy().into_owned()
}

/// The shapes with errors, or `-` for errors without a shape; `None` if there are no errors.
fn refused(files: &[ModelFile]) -> Option<(BTreeSet<String>, String)> {
    let found = codegen::smithy::load(files).err()?;
    Some((shapes(&found, Severity::Error), found.to_string()))
}

/// The shapes with warnings.
fn warned(files: &[ModelFile]) -> BTreeSet<String> {
    match codegen::smithy::load(files) {
        Ok(model) => shapes(model.warnings(), Severity::Warning),
        Err(found) => shapes(&found, Severity::Warning),
    }
}

fn shapes(found: &Diagnostics, severity: Severity) -> BTreeSet<String> {
    let findings = found.0.iter().filter(|finding| finding.severity == severity);
    findings.map(|finding| finding.shape.clone().unwrap_or("-".into())).collect()
}

/// The JSON files of a directory in order.
fn models(directory: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(directory).expect("a directory");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths
}
