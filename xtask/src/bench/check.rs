use std::fs;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use super::cargo::{Application, output_in, scratch};
use super::goal::{self, Goal};
use super::{cpu, lines, progress};
use crate::generate::{self, Job};
use crate::table::{Table, number};
use crate::{Failure, root, shared};

/// Measures `cargo check` of the crate that is generated for Amazon QuickSight, and of the official
/// client of the same service. Their dependencies are built beforehand.
///
/// Both are checked like crates of a registry: without lints, and not incrementally.
///
/// # Errors
/// The generator rejects the model, or a crate cannot be fetched or does not compile.
pub fn run(model: Option<PathBuf>, rounds: NonZeroU32) -> Result<(), Failure> {
    let model = match model.map_or_else(|| shared::find("models/aws/quicksight.json"), Ok) {
        Ok(model) => model,
        Err(reason) => {
            println!("NOT RUN: {reason}; or name a model of QuickSight");
            return Ok(());
        }
    };
    progress("generate");
    let shapes = shapes(&model)?;
    let ours = ours(model)?;
    let official =
        Subject { package: "aws-sdk-quicksight", directory: Application("check").directory() };
    let subjects = [ours, official];
    for subject in &subjects {
        progress(&format!("fetch {} and build what it depends on", subject.package));
        output_in(&subject.directory, &["fetch"])?;
        subject.check()?;
    }
    let mut runs = [Vec::new(), Vec::new()];
    for round in 1..=rounds.get() {
        // Alternating, so that a busy machine affects both equally.
        for (subject, runs) in subjects.iter().zip(&mut runs) {
            progress(&format!("check {}, {round} of {rounds}", subject.package));
            runs.push(subject.measure()?);
        }
    }
    let [ours, official] = runs.map(median);
    let mut table = Table::new(["client", "shapes", "lines", "CPU s", "wall s", "× official"]);
    for (subject, run) in subjects.iter().zip([ours, official]) {
        table.row([
            subject.package.to_owned(),
            shapes.to_string(),
            lines::of_package(&subject.directory, subject.package)?.to_string(),
            number(run.cpu_seconds),
            number(run.wall_seconds),
            number(run.cpu_seconds / official.cpu_seconds),
        ]);
    }
    println!("`cargo check` of the client alone: the median of {rounds} rounds\n\n{table}");
    let goal = Goal {
        figure: "CPU of a check, of the official crate's",
        unit: "×",
        limit: 0.30,
        measured: ours.cpu_seconds / official.cpu_seconds,
    };
    println!("{}", goal::table(&[goal]));
    Ok(())
}

/// A crate, and a cargo project that contains it.
struct Subject {
    package: &'static str,
    directory: PathBuf,
}

#[derive(Clone, Copy)]
struct Run {
    cpu_seconds: f64,
    wall_seconds: f64,
}

impl Subject {
    fn measure(&self) -> Result<Run, Failure> {
        let target = self.target();
        let forget = ["clean", "--offline", "--package", self.package, "--target-dir", &target];
        output_in(&self.directory, &forget)?;
        let (start, cpu_before) = (Instant::now(), cpu::of_children()?);
        self.check()?;
        let wall_seconds = start.elapsed().as_secs_f64();
        Ok(Run { cpu_seconds: cpu::of_children()? - cpu_before, wall_seconds })
    }

    fn check(&self) -> Result<(), Failure> {
        let alike =
            ["build.incremental=false", "build.rustflags=['--cap-lints=allow']"].map(str::to_owned);
        let [incremental, flags] = &alike;
        let arguments = ["check", "--locked", "--offline", "--lib", "--package", self.package];
        let options = ["--config", incremental, "--config", flags, "--target-dir", &self.target()];
        output_in(&self.directory, &[&arguments[..], &options[..]].concat()).map(drop)
    }

    fn target(&self) -> String {
        scratch().join("check").join(self.package).display().to_string()
    }
}

/// This project's crate, generated, with the dependency versions of the workspace.
fn ours(model: PathBuf) -> Result<Subject, Failure> {
    let package = "quicksight";
    let directory = scratch().join("check/generated");
    let job = Job::other(vec![model], directory.clone(), package.into(), None, false);
    generate::write(&job)?;
    fs::copy(root().join("Cargo.lock"), directory.join("Cargo.lock"))
        .map_err(|error| format!("cannot write {}: {error}", directory.display()))?;
    Ok(Subject { package, directory })
}

fn shapes(model: &Path) -> Result<usize, Failure> {
    let cannot = |error: &dyn std::fmt::Display| format!("{}: {error}", model.display());
    let text = fs::read_to_string(model).map_err(|error| cannot(&error))?;
    let model: Value = serde_json::from_str(&text).map_err(|error| cannot(&error))?;
    Ok(model["shapes"].as_object().map_or(0, serde_json::Map::len))
}

fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_by(|a, b| a.cpu_seconds.total_cmp(&b.cpu_seconds));
    runs[runs.len() / 2]
}
