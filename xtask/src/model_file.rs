use std::fs;
use std::path::Path;

use codegen::ModelFile;

use crate::{Failure, root};

/// A file of `model/`, or of another model.
pub(crate) fn read(path: &Path) -> Result<ModelFile, Failure> {
    let name = show(path);
    match fs::read_to_string(path) {
        Ok(text) => Ok(ModelFile { name, text }),
        Err(error) => Err(format!("error: cannot read {name}: {error}")),
    }
}

/// A path as the maintainer would write it.
pub(crate) fn show(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
