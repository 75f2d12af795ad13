use std::io;

/// Where a [`Journal`](super::Journal) is kept: a few small files in one directory.
///
/// Writes need not be durable until they are synced. A crash may lose or keep each change that was
/// not.
pub trait JournalStorage: Send + Sync + 'static {
    /// The names of all files.
    ///
    /// # Errors
    /// They cannot be listed.
    fn list(&self) -> io::Result<Vec<String>>;

    /// The content of a file.
    ///
    /// # Errors
    /// It does not exist (`NotFound`), or cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;

    /// Creates a file, or replaces its content.
    ///
    /// # Errors
    /// It cannot be written.
    fn write(&self, name: &str, content: &[u8]) -> io::Result<()>;

    /// Makes the content of a file durable.
    ///
    /// # Errors
    /// That is not certain.
    fn sync(&self, name: &str) -> io::Result<()>;

    /// Renames a file. One with the new name is replaced, at once.
    ///
    /// # Errors
    /// It was not renamed.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// It does not exist (`NotFound`), or cannot be removed.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Makes the names of the files durable: what was created, renamed and removed.
    ///
    /// # Errors
    /// That is not certain.
    fn sync_directory(&self) -> io::Result<()>;
}
