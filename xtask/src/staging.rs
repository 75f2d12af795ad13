use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use codegen::Files;

use crate::{Failure, root};

/// A directory for files on the way to their places. It is gone when dropped.
pub(crate) struct Staging(PathBuf);

impl Staging {
    /// Under `target`, for files that are only to be looked at.
    pub(crate) fn apart() -> Result<Self, Failure> {
        Self::new(&root().join("target"))
    }

    /// Where files can be moved to a directory, which need not exist, by renaming them.
    pub(crate) fn near(directory: &Path) -> Result<Self, Failure> {
        let existing = directory.ancestors().find(|path| path.is_dir());
        Self::new(existing.unwrap_or(Path::new(".")))
    }

    fn new(parent: &Path) -> Result<Self, Failure> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!(".codegen-{}-{count}", std::process::id()));
        // rustfmt runs in another directory.
        let staging = Self(std::path::absolute(&path).map_err(|error| unwritable(&path, &error))?);
        staging.directory(&staging.0)?;
        Ok(staging)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes files where they stand in their crate.
    pub(crate) fn fill(&self, files: &Files) -> Result<(), Failure> {
        let mut made = None;
        for (path, text) in files {
            let path = self.0.join(path);
            let parent = path.parent().map(Path::to_owned);
            if parent != made {
                self.directory(parent.as_deref().unwrap_or(&self.0))?;
                made = parent;
            }
            fs::write(&path, text).map_err(|error| unwritable(&path, &error))?;
        }
        Ok(())
    }

    fn directory(&self, path: &Path) -> Result<(), Failure> {
        fs::create_dir_all(path).map_err(|error| unwritable(path, &error))
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    format!("error: cannot write {}: {error}; nothing was generated", path.display())
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Left behind it does no harm: its name starts with a dot, and later runs pass over it.
        let _ = fs::remove_dir_all(&self.0);
    }
}
