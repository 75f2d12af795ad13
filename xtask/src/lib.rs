//! The maintainer's tasks, as functions that both the command line and the tests call.

pub mod bench;
pub mod conformance;
pub mod generate;
mod model_file;
mod output;
mod partitions;
mod recorded;
mod refusal;
mod replace;
mod rustfmt;
pub mod shared;
mod staging;
mod table;
pub mod test;

use std::path::{Path, PathBuf};

pub use partitions::PartitionTable;
pub use refusal::Refusal;

/// The root of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A task that failed: the message for the maintainer.
pub type Failure = String;
