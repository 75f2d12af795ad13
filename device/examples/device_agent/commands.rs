use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tokio::process::Command;

/// The commands that jobs may run, by name. As a file:
///
/// ```json
/// {
///   "self-test": { "program": "/usr/bin/pump-test", "arguments": ["--json"], "repeatable": true },
///   "update": { "program": "/usr/bin/pump-update" }
/// }
/// ```
#[derive(Deserialize)]
pub(crate) struct Commands(BTreeMap<String, Entry>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The program. It is run directly, without a shell.
    program: PathBuf,
    /// Its first arguments. Those of the document follow, so the program must be one that can be
    /// given any.
    #[serde(default)]
    arguments: Vec<String>,
    /// Whether it may be run again if nobody knows how far it came.
    #[serde(default)]
    repeatable: bool,
}

impl Commands {
    /// # Errors
    /// The file cannot be read, or has another form.
    pub(crate) fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        let text = fs::read_to_string(file)
            .map_err(|error| format!("cannot read the commands in {}: {error}", file.display()))?;
        Self::parse(&text).map_err(|error| format!("{}: {error}", file.display()).into())
    }

    pub(crate) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The command with this name. `None`: there is none.
    pub(crate) fn find(&self, name: &str, arguments: &[String]) -> Option<Command> {
        let entry = self.0.get(name)?;
        let mut command = Command::new(&entry.program);
        command.args(&entry.arguments).args(arguments);
        Some(command)
    }

    pub(crate) fn is_repeatable(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|entry| entry.repeatable)
    }
}
