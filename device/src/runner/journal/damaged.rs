use tracing::warn;

use super::name::DAMAGED;
use super::{JournalError, JournalStorage};

/// Renames a file that cannot be read, for somebody to look at it.
pub(super) fn set_aside(
    storage: &dyn JournalStorage,
    name: &str,
    error: &str,
) -> Result<(), JournalError> {
    let aside = format!("{name}{DAMAGED}");
    warn!(file = name, error, "a file of the journal is damaged and set aside as {aside}");
    storage
        .rename(name, &aside)
        .and_then(|()| storage.sync_directory())
        .map_err(JournalError::io(format!("rename {name}")))?;
    remove_old(storage, &aside)
}

/// Keeps few of them.
fn remove_old(storage: &dyn JournalStorage, newest: &str) -> Result<(), JournalError> {
    let names = storage.list().map_err(JournalError::io("list the files of the journal"))?;
    let old = names.iter().filter(|name| name.ends_with(DAMAGED) && *name != newest);
    for name in old.skip(KEPT) {
        storage.remove(name).map_err(JournalError::io(format!("remove {name}")))?;
    }
    Ok(())
}

const KEPT: usize = 15;
