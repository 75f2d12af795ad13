use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind::{IsADirectory, NotFound};
use std::path::{Path, PathBuf};

use codegen::{Files, MARK};

use crate::Failure;
use crate::recorded::Recorded;
use crate::replace::replace;
use crate::staging::Staging;

/// A directory with generated files, and possibly with hand-written ones, which are not changed.
pub(crate) struct Output(PathBuf);

impl Output {
    /// A directory that contains this generated crate, or is empty or absent.
    ///
    /// # Errors
    /// It contains something else.
    pub(crate) fn open(directory: &Path, name: &str) -> Result<Self, Failure> {
        let is_empty = match fs::read_dir(directory) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == NotFound => true,
            Err(error) => {
                return Err(format!("error: cannot use {}: {error}", directory.display()));
            }
        };
        let shown = directory.display();
        match Recorded::read(directory)? {
            Some(recorded) if recorded.name != name => Err(format!(
                "error: {shown} is the generated crate `{0}`, so nothing in it was touched\n  = help: \
                 pass `--name {0}`, or give another directory",
                recorded.name
            )),
            None if !is_empty => Err(format!(
                "error: {shown} is not a generated crate, so nothing in it was touched\n  = help: give \
                 an empty or new directory, or one whose Cargo.toml has [package.metadata.codegen]"
            )),
            _ => Ok(Self(directory.to_owned())),
        }
    }

    /// A directory of which only some files are generated.
    pub(crate) fn shared(directory: &Path) -> Self {
        Self(directory.to_owned())
    }

    /// The changes that make these the generated files of the directory.
    ///
    /// # Errors
    /// A file without the mark is in the way: it was written by hand.
    pub(crate) fn compare(&self, files: &Files) -> Result<Changes, Failure> {
        let mut changes = Changes::default();
        for path in self.present()? {
            if files.contains_key(&path) {
                continue;
            }
            let text = fs::read(self.0.join(&path)).unwrap_or_default();
            if is_marked(&String::from_utf8_lossy(&text)) {
                changes.0.insert(path, Change::Delete);
            }
        }
        for (path, text) in files {
            let target = self.0.join(path);
            let change = match fs::read(&target) {
                Ok(present) if present == text.as_bytes() => continue,
                Ok(present) if !is_marked(&String::from_utf8_lossy(&present)) => {
                    return Err(self.in_the_way(path));
                }
                Ok(_) => Change::Rewrite,
                // A directory in its place causes an error when it is written.
                Err(error) if matches!(error.kind(), NotFound | IsADirectory) => Change::Create,
                Err(error) => {
                    let target = target.display();
                    return Err(format!(
                        "error: cannot read {target}: {error}; nothing was written"
                    ));
                }
            };
            changes.0.insert(path.clone(), change);
        }
        Ok(changes)
    }

    fn in_the_way(&self, path: &str) -> Failure {
        format!(
            "error: {} is not a generated file, so nothing was touched\n  = help: move it to another \
             directory, or delete it; generated files begin with the line `{MARK}`",
            self.0.join(path).display()
        )
    }

    /// Applies the changes, all or none, with staged files.
    pub(crate) fn write(&self, staging: &Staging, changes: &Changes) -> Result<(), Failure> {
        let (mut deleted, mut written) = (Vec::new(), Vec::new());
        for (path, change) in &changes.0 {
            match change {
                Change::Delete => deleted.push(path.as_str()),
                Change::Create | Change::Rewrite => written.push(path.as_str()),
            }
        }
        if deleted.is_empty() && written.is_empty() {
            return Ok(());
        }
        let replaced = replace(&self.0, staging, &deleted, &written);
        replaced.map_err(|(path, error)| {
            let (path, directory) = (path.display(), self.0.display());
            format!("error: cannot write {path}: {error}; nothing in {directory} was written")
        })
    }

    /// The files in the directory, except those of cargo and of the crate's owner.
    fn present(&self) -> Result<Vec<String>, Failure> {
        let mut found = Vec::new();
        let mut pending = vec![PathBuf::new()];
        while let Some(relative) = pending.pop() {
            let directory = self.0.join(&relative);
            let Ok(entries) = fs::read_dir(&directory) else { continue };
            for entry in entries {
                let entry = entry.map_err(|error| error.to_string())?;
                let path = relative.join(entry.file_name());
                let name = path.to_string_lossy().replace('\\', "/");
                if is_left_alone(&name) {
                    continue;
                }
                match entry.file_type().map_err(|error| error.to_string())?.is_dir() {
                    true => pending.push(path),
                    false => found.push(name),
                }
            }
        }
        Ok(found)
    }
}

fn is_marked(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains(MARK))
}

/// Files of cargo and of the crate's owner, such as `.git`.
fn is_left_alone(path: &str) -> bool {
    path == "target" || path == "Cargo.lock" || path.starts_with('.')
}

/// The changes of a directory, by path.
#[derive(Default)]
pub(crate) struct Changes(BTreeMap<String, Change>);

enum Change {
    Create,
    Rewrite,
    Delete,
}

impl Changes {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files that are no longer generated.
    pub(crate) fn deleted(&self) -> impl Iterator<Item = &str> {
        let deleted = self.0.iter().filter(|(_, change)| matches!(change, Change::Delete));
        deleted.map(|(path, _)| path.as_str())
    }

    /// One line for the files of each directory.
    pub(crate) fn summary(&self, files: &Files) -> Vec<String> {
        let mut groups: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        for (path, text) in files {
            let group = groups.entry(group(path)).or_default();
            group.0 += 1;
            group.1 += text.lines().count();
        }
        for path in self.0.keys() {
            groups.entry(group(path)).or_default().2 += 1;
        }
        let line = |(name, (files, lines, changed)): (&str, (usize, usize, usize))| {
            let changed =
                if changed == 0 { "unchanged".into() } else { format!("{changed} changed") };
            format!("{name:<14} {files:>4} files {lines:>7} lines  {changed}")
        };
        groups.into_iter().map(line).collect()
    }
}

fn group(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(directory, _)| directory)
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, change) in &self.0 {
            let what = match change {
                Change::Create => "would be created",
                Change::Rewrite => "would change",
                Change::Delete => "would be deleted",
            };
            writeln!(f, "{path} {what}")?;
        }
        Ok(())
    }
}
