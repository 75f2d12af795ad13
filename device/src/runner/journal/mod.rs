//! What a runner remembers over a restart.

mod damaged;
mod entry;
mod error;
mod file_storage;
mod memory_storage;
mod name;
mod storage;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

pub use self::error::JournalError;
use self::file_storage::FileStorage;
use self::memory_storage::MemoryStorage;
pub use self::storage::JournalStorage;
use crate::runner::core::{Contents, Record, Write};

/// What a runner remembers over a restart of the application or the device: which executions it began,
/// the last step of each, and final reports that the service has not acknowledged. It contains no job
/// documents.
///
/// With a journal, a handler that has finished is never started again for the same execution. If the
/// application ends between an effect of the handler and the next write, the handler is called with
/// [`resume`](crate::runner::Handler::resume).
///
/// Each write is atomic and durable when the next thing happens: it goes to a temporary file, which is
/// synced, renamed, and made durable by a sync of the directory. The file system must honour these.
pub struct Journal {
    storage: Arc<dyn JournalStorage>,
    contents: Contents,
}

impl Journal {
    /// Opens a directory for the journal of one runner. It is created if it does not exist, with
    /// access for its owner only.
    ///
    /// A file that cannot be read is set aside under a name that ends in `.damaged`, with a warning
    /// in `tracing`. An execution that is lost this way is treated by the
    /// [`ForeignPolicy`](crate::runner::ForeignPolicy).
    ///
    /// # Errors
    /// The directory or a file in it cannot be created or read, another runner uses it, or it was
    /// written by a newer version of this crate.
    pub fn open(directory: impl AsRef<Path>) -> Result<Self, JournalError> {
        Self::with_storage(FileStorage::open(directory.as_ref())?)
    }

    /// A journal that forgets everything when the process ends. A job that was in progress is then
    /// treated by the [`ForeignPolicy`](crate::runner::ForeignPolicy).
    pub fn in_memory() -> Self {
        Self { storage: Arc::new(MemoryStorage::default()), contents: Contents::default() }
    }

    /// A journal on other storage, such as a partition without a file system.
    ///
    /// # Errors
    /// The storage cannot be read, or was written by a newer version of this crate.
    pub fn with_storage(storage: impl JournalStorage) -> Result<Self, JournalError> {
        let storage: Arc<dyn JournalStorage> = Arc::new(storage);
        let contents = entry::load(&*storage)?;
        Ok(Self { storage, contents })
    }

    /// What it held when it was opened.
    pub(crate) fn take_contents(&mut self) -> Contents {
        std::mem::take(&mut self.contents)
    }

    /// Writes, durably.
    pub(crate) fn writer(&self) -> Writer {
        Writer(Arc::clone(&self.storage))
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal").field("records", &self.contents.records.len()).finish()
    }
}

/// Writes to a journal.
#[derive(Clone)]
pub(crate) struct Writer(Arc<dyn JournalStorage>);

impl Writer {
    /// Writes durably. The error says why nothing was written.
    pub(crate) fn write(&self, write: &Write) -> Result<(), String> {
        let storage = &*self.0;
        let write = || match write {
            Write::Claim(claim) => entry::write_claim(storage, claim),
            Write::Record(record) => entry::write_record(storage, record),
            Write::Forget { id, claim } => entry::forget(storage, id, claim),
        };
        match catch_unwind(AssertUnwindSafe(write)) {
            Ok(result) => result.map_err(|error| error.to_string()),
            Err(_) => Err("the storage panicked".to_owned()),
        }
    }
}
