use std::path::PathBuf;

use codegen::Files;

use crate::{Failure, model_file};

/// The partition table of the runtime, and its source.
#[derive(Clone, Debug)]
pub struct PartitionTable {
    /// The table as JSON.
    pub source: PathBuf,
    /// The directory of the runtime.
    pub out: PathBuf,
}

impl PartitionTable {
    /// The files of the runtime before they are formatted.
    pub(crate) fn files(&self) -> Result<Files, Failure> {
        let source = model_file::read(&self.source)?;
        let text = codegen::partition_table(&source).map_err(|found| found.to_string())?;
        Ok(Files::from([(PATH.to_owned(), text)]))
    }
}

const PATH: &str = "src/rules/partition/table.rs";
