use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use codegen::Files;

use crate::{Failure, root};

/// A directory under `target` for files that are being prepared, used by one process at a time. Its
/// files are overwritten by the next run, because creating and deleting thousands of files takes
/// longer than formatting them.
pub(crate) struct Staging {
    directory: PathBuf,
    _lock: File,
}

impl Staging {
    /// The first one that is not in use.
    pub(crate) fn take() -> Result<Self, Failure> {
        let parent = root().join("target/staging");
        let unusable = |error: io::Error| cannot_write(&parent, &error);
        fs::create_dir_all(&parent).map_err(unusable)?;
        let mut number = 0;
        loop {
            let lock = File::create(parent.join(format!("{number}.lock"))).map_err(unusable)?;
            match lock.try_lock() {
                Ok(()) => {
                    return Ok(Self { directory: parent.join(number.to_string()), _lock: lock });
                }
                Err(TryLockError::WouldBlock) => number += 1,
                Err(TryLockError::Error(error)) => return Err(unusable(error)),
            }
        }
    }

    /// The path of a file until it is moved.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.directory.join(file)
    }

    /// Writes files at their paths.
    pub(crate) fn fill(&self, files: &Files) -> Result<(), Failure> {
        let mut made = None;
        for (path, text) in files {
            let path = self.path(path);
            let parent = path.parent().map(Path::to_owned);
            if parent != made {
                let parent = parent.as_deref().unwrap_or(&self.directory);
                fs::create_dir_all(parent).map_err(|error| cannot_write(parent, &error))?;
            }
            made = parent;
            fs::write(&path, text).map_err(|error| cannot_write(&path, &error))?;
        }
        Ok(())
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    format!("error: cannot write {}: {error}; nothing was generated", path.display())
}
