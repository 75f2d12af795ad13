use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Why a [`Journal`](super::Journal) cannot be opened.
#[derive(Debug)]
#[non_exhaustive]
pub enum JournalError {
    /// Another runner uses the directory, in this process or in another one.
    Locked {
        /// The directory.
        directory: PathBuf,
    },
    /// A file was written by a newer version of this crate, whose meaning is not known here.
    NewerVersion {
        /// The name of the file.
        file: String,
        /// The version of its form.
        version: u64,
    },
    /// A file or the directory cannot be read or created.
    Io {
        /// What was tried.
        action: String,
        /// Why it failed.
        source: io::Error,
    },
}

impl JournalError {
    pub(super) fn io(action: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action: action.into(), source }
    }

    pub(super) fn locked(directory: &Path) -> Self {
        Self::Locked { directory: directory.to_owned() }
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked { directory } => write!(
                f,
                "another runner uses the journal in {}: run one runner per directory",
                directory.display()
            ),
            Self::NewerVersion { file, version } => write!(
                f,
                "{file} in the journal has version {version}, and this version of iot-jobs-device \
                 knows only {}: run the version that wrote it until its jobs are done",
                super::entry::VERSION
            ),
            Self::Io { action, source } => write!(f, "cannot {action}: {source}"),
        }
    }
}

impl std::error::Error for JournalError {}
