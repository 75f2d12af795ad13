//! The models in `tests/fixtures`, one Smithy feature each.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::Files;
use xtask::generate::{self, Job};

/// The paths of all models, sorted.
pub(crate) fn all() -> Vec<PathBuf> {
    let entries = fs::read_dir(directory()).expect("the fixtures");
    let mut models: Vec<PathBuf> = entries.map(|entry| entry.expect("a fixture").path()).collect();
    models.sort();
    assert!(!models.is_empty());
    models
}

/// The model of a fixture.
pub(crate) fn model(fixture: &str) -> PathBuf {
    directory().join(fixture).with_extension("json")
}

/// The name of the crate of a model.
pub(crate) fn name(model: &Path) -> String {
    model.file_stem().expect("a name").to_string_lossy().replace('_', "-")
}

/// The job that generates the crate of a model.
pub(crate) fn job(model: &Path) -> Job {
    let name = name(model);
    let out = xtask::root().join("target/fixtures").join(&name);
    Job::other(vec![model.to_owned()], out, name, None, false)
}

/// The crate of a model.
pub(crate) fn generate(model: &Path) -> Files {
    generate::files(&job(model)).unwrap_or_else(|failure| panic!("{}: {failure}", model.display()))
}

/// The crate of a fixture.
pub(crate) fn files(fixture: &str) -> Files {
    generate(&model(fixture))
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}
