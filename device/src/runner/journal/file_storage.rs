use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tracing::warn;

use super::{JournalError, JournalStorage};

/// A directory with a lock against a second runner.
#[derive(Debug)]
pub(super) struct FileStorage {
    directory: PathBuf,
    lock: File,
}

/// The name of the file that is locked.
const LOCK: &str = "lock";

impl FileStorage {
    pub(super) fn open(directory: &Path) -> Result<Self, JournalError> {
        let shown = directory.display();
        create_directory(directory)
            .map_err(JournalError::io(format!("create the directory {shown} for the journal")))?;
        let path = directory.join(LOCK);
        let lock = private(OpenOptions::new().create(true).truncate(false).write(true))
            .open(&path)
            .map_err(JournalError::io(format!("create {} for the journal", path.display())))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JournalError::locked(directory)),
            Err(TryLockError::Error(error)) => {
                return Err(JournalError::io(format!("lock {}", path.display()))(error));
            }
        }
        Ok(Self { directory: directory.to_owned(), lock })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }
}

/// A program that another thread starts in this moment has a copy of the descriptor until it is
/// executed, so closing the file alone does not always unlock it.
impl Drop for FileStorage {
    fn drop(&mut self) {
        if let Err(error) = self.lock.unlock() {
            warn!(%error, directory = %self.directory.display(), "cannot unlock the journal");
        }
    }
}

impl JournalStorage for FileStorage {
    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.directory)? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(name))
    }

    fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        private(options.write(true).create(true).truncate(true))
            .open(self.path(name))?
            .write_all(content)
    }

    fn sync(&self, name: &str) -> io::Result<()> {
        OpenOptions::new().write(true).open(self.path(name))?.sync_all()
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path(from), self.path(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path(name))
    }

    #[cfg(unix)]
    fn sync_directory(&self) -> io::Result<()> {
        File::open(&self.directory)?.sync_all()
    }

    /// Other systems cannot sync a directory.
    #[cfg(not(unix))]
    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Only the directory itself is private. It is durable when this returns.
#[cfg(unix)]
fn create_directory(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;

    let parent = directory.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        fs::create_dir_all(parent)?;
    }
    match fs::DirBuilder::new().mode(0o700).create(directory) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && directory.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => File::open(parent.unwrap_or(Path::new(".")))?.sync_all(),
    }
}

#[cfg(not(unix))]
fn create_directory(directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)
}

/// Access for the owner only.
#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_descriptor_does_not_keep_the_lock() {
        let name = format!("iot-jobs-device-journal-{}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        let storage = FileStorage::open(&directory).unwrap();
        let copy = storage.lock.try_clone().unwrap();
        let second = FileStorage::open(&directory).unwrap_err();
        assert!(matches!(second, JournalError::Locked { .. }), "{second}");
        drop(storage);
        FileStorage::open(&directory).unwrap();
        drop(copy);
        fs::remove_dir_all(directory).unwrap();
    }
}
