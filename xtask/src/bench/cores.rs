use std::path::Path;
use std::process::{Command, Stdio};

use super::progress;
use crate::Failure;

/// The processor cores of server and client.
pub(super) struct Cores {
    contender: Option<usize>,
    apart: bool,
}

impl Cores {
    /// Pins this process and its future threads to one core, and the measured programs to the same
    /// one, or to another if `apart`. If that fails, prints so and leaves the choice to the system.
    pub(super) fn share(apart: bool) -> Self {
        match pin(apart) {
            Ok(contender) => Self { contender: Some(contender), apart },
            Err(reason) => {
                progress(&format!("NOT PINNED to cores, figures will vary more: {reason}"));
                Self { contender: None, apart }
            }
        }
    }

    /// Where the server runs in relation to the client.
    pub(super) fn place(&self) -> &'static str {
        match (self.contender, self.apart) {
            (None, _) => "not pinned to a core",
            (Some(_), true) => "on another core",
            (Some(_), false) => "on the same core",
        }
    }

    /// A command that runs a program on its core.
    pub(super) fn command(&self, program: &Path) -> Command {
        match self.contender {
            None => Command::new(program),
            Some(core) => {
                let mut command = Command::new("taskset");
                command.args(["--cpu-list", &core.to_string()]).arg(program);
                command
            }
        }
    }
}

fn pin(apart: bool) -> Result<usize, Failure> {
    let process = std::process::id().to_string();
    let cores = cores(&taskset(&["--cpu-list", "--pid", &process])?);
    let (own, contender) = match cores[..] {
        [own, contender, ..] if apart => (own, contender),
        [own, ..] if !apart => (own, own),
        _ => return Err("there is one core only".into()),
    };
    taskset(&["--all-tasks", "--cpu-list", "--pid", &own.to_string(), &process])?;
    Ok(contender)
}

fn taskset(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new("taskset").args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("cannot run taskset of util-linux: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("taskset: {}", String::from_utf8_lossy(&output.stderr).trim())),
    }
}

/// The cores in `pid 7's current affinity list: 0,2-4`.
fn cores(line: &str) -> Vec<usize> {
    let list = line.rsplit(':').next().unwrap_or_default();
    let ranges = list.trim().split(',').filter_map(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        Some(first.parse().ok()?..=last.parse().ok()?)
    });
    ranges.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_cores_are_read() {
        assert_eq!(cores("pid 7's current affinity list: 0,2-4\n"), [0, 2, 3, 4]);
        assert_eq!(cores("pid 7's current affinity list: 1"), [1]);
        assert!(cores("nonsense").is_empty());
    }
}
