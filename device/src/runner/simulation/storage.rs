use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tests::random::Random;

use crate::runner::JournalStorage;

/// A disk that loses what was not synced, and fails now and then.
#[derive(Clone, Debug, Default)]
pub(super) struct LossyStorage(Arc<Mutex<Disk>>);

#[derive(Debug, Default)]
struct Disk {
    files: Vec<File>,
    /// The names as the process sees them.
    names: BTreeMap<String, usize>,
    /// The names that survive a crash.
    durable: BTreeMap<String, usize>,
    /// The changes of names that may survive a crash.
    pending: Vec<Change>,
    /// How many changes happen until the power fails.
    changes_left: Option<u32>,
    /// How many changes happen until the disk is full.
    changes_until_full: Option<u32>,
}

#[derive(Debug, Default)]
struct File {
    content: Vec<u8>,
    durable: Vec<u8>,
}

#[derive(Clone, Debug)]
enum Change {
    Set(String, usize),
    Remove(String),
}

impl LossyStorage {
    /// Lets the power fail in the middle of the next write: after this many changes.
    pub(super) fn fail_power_after(&self, changes: u32) {
        self.disk().changes_left = Some(changes);
    }

    /// Lets the disk be full after this many changes. `None`: it is not.
    pub(super) fn fill_after(&self, changes: Option<u32>) {
        self.disk().changes_until_full = changes;
    }

    /// Whether the power has failed.
    pub(super) fn has_failed(&self) -> bool {
        self.disk().changes_left == Some(0)
    }

    /// The power returns. Of each change that was not synced, chance decides.
    pub(super) fn crash(&self, random: &mut Random) {
        let mut disk = self.disk();
        disk.changes_left = None;
        let pending = std::mem::take(&mut disk.pending);
        for change in pending {
            if random.below(2) == 0 {
                match change {
                    Change::Set(name, file) => drop(disk.durable.insert(name, file)),
                    Change::Remove(name) => drop(disk.durable.remove(&name)),
                }
            }
        }
        disk.names = disk.durable.clone();
        for file in &mut disk.files {
            match random.below(3) {
                0 => file.content.clone_from(&file.durable),
                // Written halfway.
                1 if file.content != file.durable => {
                    let length = random.below(file.content.len() + 1);
                    file.content.truncate(length);
                }
                _ => {}
            }
            file.durable.clone_from(&file.content);
        }
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changing(&self) -> io::Result<MutexGuard<'_, Disk>> {
        let mut disk = self.disk();
        match &mut disk.changes_left {
            Some(0) => return Err(io::Error::other("the power failed")),
            Some(left) => {
                *left -= 1;
                if *left == 0 {
                    return Err(io::Error::other("the power failed"));
                }
            }
            None => {}
        }
        match &mut disk.changes_until_full {
            Some(0) => return Err(io::ErrorKind::StorageFull.into()),
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(disk)
    }
}

impl JournalStorage for LossyStorage {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.disk().names.keys().cloned().collect())
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let disk = self.disk();
        let file = *disk.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(disk.files[file].content.clone())
    }

    fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut disk = self.changing()?;
        let file = match disk.names.get(name) {
            Some(file) => *file,
            None => {
                disk.files.push(File::default());
                let file = disk.files.len() - 1;
                disk.names.insert(name.to_owned(), file);
                disk.pending.push(Change::Set(name.to_owned(), file));
                file
            }
        };
        disk.files[file].content = content.to_vec();
        Ok(())
    }

    fn sync(&self, name: &str) -> io::Result<()> {
        let mut disk = self.changing()?;
        let file = *disk.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        let content = disk.files[file].content.clone();
        disk.files[file].durable = content;
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut disk = self.changing()?;
        let file = disk.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        disk.names.insert(to.to_owned(), file);
        disk.pending.push(Change::Set(to.to_owned(), file));
        disk.pending.push(Change::Remove(from.to_owned()));
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut disk = self.changing()?;
        disk.names.remove(name).ok_or(io::ErrorKind::NotFound)?;
        disk.pending.push(Change::Remove(name.to_owned()));
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        let mut disk = self.changing()?;
        disk.durable = disk.names.clone();
        disk.pending.clear();
        Ok(())
    }
}
