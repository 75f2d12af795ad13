//! Replaces the files of a directory, all or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::staging::Staging;

/// Moves files from a staging directory to the same places in another directory, and deletes others
/// there. If anything fails, all changes are undone.
///
/// # Errors
/// The path that could not be written, and why.
pub(crate) fn replace(
    root: &Path,
    staging: &Staging,
    deleted: &[&str],
    written: &[&str],
) -> Result<(), (PathBuf, io::Error)> {
    let mut changes = Changes { root, undo: Vec::new(), is_done: false };
    let old = root.join(format!(".codegen-{}", std::process::id()));
    changes.directory(root)?;
    let replaced = written.iter().filter(|path| root.join(path).is_file());
    for path in deleted.iter().chain(replaced) {
        changes.rename(&root.join(path), &old.join(path))?;
    }
    for path in written {
        changes.move_in(&staging.path(path), &root.join(path))?;
    }
    changes.is_done = true;
    // If this fails, it is harmless: the name starts with a dot, and the next run ignores it.
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

struct Changes<'a> {
    root: &'a Path,
    undo: Vec<Undo>,
    is_done: bool,
}

enum Undo {
    /// Removes a directory that was created, if it is still empty.
    RemoveEmpty(PathBuf),
    Remove(PathBuf),
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
}

impl Changes<'_> {
    /// Creates a directory and its parents.
    fn directory(&mut self, path: &Path) -> Result<(), (PathBuf, io::Error)> {
        let missing: Vec<&Path> = path.ancestors().take_while(|path| !path.exists()).collect();
        for directory in missing.into_iter().rev().filter(|path| !path.as_os_str().is_empty()) {
            fs::create_dir(directory).map_err(|error| (directory.to_owned(), error))?;
            self.undo.push(Undo::RemoveEmpty(directory.to_owned()));
        }
        Ok(())
    }

    /// Moves a file, possibly from another file system.
    fn move_in(&mut self, from: &Path, to: &Path) -> Result<(), (PathBuf, io::Error)> {
        match self.rename(from, to) {
            Err((_, error)) if error.kind() == io::ErrorKind::CrossesDevices => {
                self.undo.push(Undo::Remove(to.to_owned()));
                fs::copy(from, to).map(drop).map_err(|error| (to.to_owned(), error))
            }
            result => result,
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), (PathBuf, io::Error)> {
        self.directory(to.parent().unwrap_or(self.root))?;
        fs::rename(from, to).map_err(|error| (to.to_owned(), error))?;
        self.undo.push(Undo::Rename { from: to.to_owned(), to: from.to_owned() });
        Ok(())
    }
}

impl Drop for Changes<'_> {
    fn drop(&mut self) {
        if self.is_done {
            return;
        }
        for step in self.undo.drain(..).rev() {
            // Errors while undoing are ignored: there is nothing better to do.
            let _ = match step {
                Undo::RemoveEmpty(path) => fs::remove_dir(path),
                Undo::Remove(path) => fs::remove_file(path),
                Undo::Rename { from, to } => fs::rename(from, to),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// An empty directory that is removed afterwards.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = crate::root().join("target/scratch").join(name);
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        /// Files with their contents, and directories with a slash.
        fn contents(&self) -> BTreeMap<String, String> {
            let mut found = BTreeMap::new();
            let mut pending = vec![self.0.clone()];
            while let Some(directory) = pending.pop() {
                for entry in fs::read_dir(&directory).unwrap() {
                    let path = entry.unwrap().path();
                    let name = path.strip_prefix(&self.0).unwrap().display().to_string();
                    if path.is_dir() {
                        found.insert(format!("{name}/"), String::new());
                        pending.push(path);
                    } else {
                        found.insert(name, fs::read_to_string(&path).unwrap());
                    }
                }
            }
            found
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn staging(files: &[(&str, &str)]) -> Staging {
        let staging = Staging::take().unwrap();
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        staging.fill(&files.collect()).unwrap();
        staging
    }

    #[test]
    fn files_are_written_and_deleted() {
        let scratch = Scratch::new("replace");
        scratch.write("src/old.rs", "old");
        scratch.write("src/lib.rs", "before");
        let staging = staging(&[("src/lib.rs", "after"), ("src/deep/new.rs", "new")]);
        let written = ["src/lib.rs", "src/deep/new.rs"];
        replace(&scratch.0, &staging, &["src/old.rs"], &written).unwrap();
        let expected =
            [("src/", ""), ("src/deep/", ""), ("src/deep/new.rs", "new"), ("src/lib.rs", "after")];
        let expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
        assert_eq!(scratch.contents(), BTreeMap::from(expected));
    }

    #[test]
    fn if_one_file_cannot_be_written_all_stay_as_they_were() {
        let scratch = Scratch::new("replace-fails");
        scratch.write("src/old.rs", "old");
        scratch.write("src/lib.rs", "before");
        scratch.write("src/zone.rs/in_the_way", "");
        let before = scratch.contents();
        let written = ["new/a.rs", "src/lib.rs", "src/zone.rs"];
        let staging = staging(&written.map(|path| (path, "new")));
        let deleted = ["src/old.rs"];
        let (path, _) = replace(&scratch.0, &staging, &deleted, &written).unwrap_err();
        assert_eq!(path, scratch.0.join("src/zone.rs"));
        assert_eq!(scratch.contents(), before);
    }

    #[test]
    fn a_directory_that_cannot_be_made_leaves_nothing_behind() {
        let scratch = Scratch::new("replace-root");
        scratch.write("file", "in the way");
        let before = scratch.contents();
        let staging = staging(&[("a", "a")]);
        assert!(replace(&scratch.0.join("file/below"), &staging, &[], &["a"]).is_err());
        let new = scratch.0.join("new/crate");
        assert!(replace(&new, &staging, &["absent"], &["a"]).is_err());
        assert_eq!(scratch.contents(), before);
    }
}
