use std::path::Path;
use std::time::SystemTime;
use std::{fs, io};

/// What shows that a file has been replaced or written to, without reading it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Stamp {
    Present {
        modified: Option<SystemTime>,
        length: u64,
        /// Device and inode, where there are any.
        place: (u64, u64),
    },
    Absent(io::ErrorKind),
}

impl Stamp {
    pub(super) fn of(path: &Path) -> Self {
        match fs::metadata(path) {
            Ok(data) => Self::Present {
                modified: data.modified().ok(),
                length: data.len(),
                place: place(&data),
            },
            Err(error) => Self::Absent(error.kind()),
        }
    }
}

#[cfg(unix)]
fn place(data: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;

    (data.dev(), data.ino())
}

#[cfg(not(unix))]
fn place(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}
