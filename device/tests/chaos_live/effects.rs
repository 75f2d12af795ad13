use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// A line of the file that the handler writes: something that happened to an execution.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The execution, with everything that distinguishes it. Empty: it is about the process.
    pub(crate) execution: String,
    pub(crate) effect: Effect,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Effect {
    /// The handler was started.
    Started,
    /// The handler was resumed, with this step.
    Resumed(Option<u32>),
    /// The journal has the step.
    Step(u32),
    /// The handler goes on later.
    Paused,
    /// The handler asked for a restart.
    Restarting,
    /// The handler was told to stop.
    Stopped,
    /// The handler decided on this status.
    Finished(String),
    /// The process was killed.
    Killed,
}

/// Adds an entry, which is durable then.
pub(crate) fn append(file: &Path, execution: &str, effect: Effect) {
    let entry = Entry { execution: execution.to_owned(), effect };
    let line = serde_json::to_string(&entry).expect("JSON") + "\n";
    let mut file = File::options().create(true).append(true).open(file).expect("a file");
    file.write_all(line.as_bytes()).and_then(|()| file.sync_data()).expect("a line");
}

/// All entries, the oldest first.
pub(crate) fn read(file: &Path) -> Vec<Entry> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        text => text.expect("effects"),
    };
    // The last line may be being written.
    let lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let entry = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e} in {line:?}"));
    lines.map(entry).collect()
}
