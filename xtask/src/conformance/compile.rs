//! Whether models become crates that compile without a warning.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use codegen::Files;
use serde_json::json;

use super::inventory::{Inventory, Service};
use super::progress::Progress;
use super::subject::Subject;
use super::workspace::{self, Workspace};
use super::{diagnosis, stem};
use crate::Failure;
use crate::table::Table;

/// Generates and checks a crate for each service of each model of a directory.
///
/// # Errors
/// A service that the generator refuses or the compiler does, with what they found.
pub fn run(directory: &Path) -> Result<(), Failure> {
    let _lock = workspace::lock()?;
    let mut candidates = candidates(&super::models(&[directory.to_owned()])?);
    let mut progress = Progress::new("generate", candidates.len());
    for candidate in &mut candidates {
        progress.next(&candidate.label);
        candidate.generate();
    }
    drop(progress);
    check(&mut candidates)?;
    print!("{}", table(&candidates));
    let subjects = candidates.iter().filter_map(|candidate| candidate.subject.as_ref());
    subjects.filter_map(Subject::left_out).for_each(|line| println!("{line}"));
    let failures: Vec<String> = candidates.iter().filter_map(Candidate::failure).collect();
    let count = candidates.len();
    println!("{} of {count} compile without a warning", count - failures.len());
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n\n")) }
}

/// A service, or a file in which none could be found.
struct Candidate {
    label: String,
    shapes: usize,
    subject: Option<Subject>,
    generated: Option<Generated>,
    findings: Vec<String>,
    /// How long the compiler took for it, in seconds.
    checked: Option<f64>,
}

struct Generated {
    milliseconds: f64,
    /// Lines of Rust under `src`.
    lines: usize,
}

fn candidates(files: &[PathBuf]) -> Vec<Candidate> {
    let mut taken = BTreeSet::from([BASELINE.to_owned()]);
    let mut candidates = Vec::new();
    for file in files {
        let mut add = |shapes, subject: Option<Subject>, findings| {
            let label = subject.as_ref().map_or_else(|| stem(file), |it| it.label.clone());
            candidates.push(Candidate {
                label,
                shapes,
                subject,
                generated: None,
                findings,
                checked: None,
            });
        };
        match Inventory::read(file) {
            Err(failure) => add(0, None, vec![failure]),
            Ok(inventory) if inventory.services.is_empty() => {
                add(inventory.shapes, None, vec!["the model has no service".into()]);
            }
            Ok(inventory) => {
                for service in inventory.services {
                    // The generator is to see what is published, and nothing else.
                    let service = Service { overlay: None, ..service };
                    let subject = Subject::new(file, service, &mut taken);
                    add(inventory.shapes, Some(subject), Vec::new());
                }
            }
        }
    }
    candidates
}

impl Candidate {
    fn generate(&mut self) {
        let Some(subject) = &self.subject else { return };
        let start = Instant::now();
        match subject.generate() {
            Err(findings) => self.findings = findings,
            Ok(files) => {
                let milliseconds = start.elapsed().as_secs_f64() * 1e3;
                self.generated = Some(Generated { milliseconds, lines: lines(&files) });
            }
        }
    }

    /// The name of the crate, if there is one.
    fn name(&self) -> Option<&str> {
        self.generated.as_ref().and(self.subject.as_ref()).map(|subject| subject.name.as_str())
    }

    fn failure(&self) -> Option<String> {
        let what = if self.generated.is_some() { "does not compile" } else { "is not generated" };
        (!self.findings.is_empty())
            .then(|| format!("{} {what}\n{}", self.label, diagnosis::excerpt(&self.findings)))
    }
}

fn lines(files: &Files) -> usize {
    let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
    sources.map(|(_, text)| text.lines().count()).sum()
}

fn check(candidates: &mut [Candidate]) -> Result<(), Failure> {
    let names: Vec<&str> = candidates.iter().filter_map(Candidate::name).collect();
    if names.is_empty() {
        return Ok(());
    }
    baseline()?;
    let mut progress = Progress::new("check", names.len() + 1);
    let workspace = Workspace::of(names.into_iter().chain([BASELINE]))?;
    progress.next("what all of them depend on");
    workspace.cargo(&["check", "--package", BASELINE], |_| {})?;
    for candidate in candidates {
        let Some(name) = candidate.name() else { continue };
        progress.next(&candidate.label);
        touch(&workspace::crate_directory(name).join("src/lib.rs"))?;
        let start = Instant::now();
        let mut is_done = false;
        let built =
            workspace.cargo(&["check", "--package", name], |done| is_done |= done == name)?;
        let seconds = start.elapsed().as_secs_f64();
        let findings = built.findings(name);
        match (is_done, findings) {
            (true, []) => candidate.checked = Some(seconds),
            (false, []) => candidate.findings.push("the compiler ended without a word".into()),
            (_, findings) => candidate.findings = findings.to_vec(),
        }
    }
    Ok(())
}

/// A crate that depends on what every other does, to have it built before times are taken.
const BASELINE: &str = "sdk-nothing";

fn baseline() -> Result<(), Failure> {
    let path = workspace::model_file(BASELINE)?;
    let traits = json!({"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "nothing"}});
    let service = json!({"type": "service", "version": "1", "traits": traits});
    let model = json!({"smithy": "2.0", "shapes": {"nothing#Nothing": service}});
    fs::write(&path, model.to_string()).map_err(|error| error.to_string())?;
    let out = workspace::crate_directory(BASELINE);
    let job = crate::generate::Job::other(vec![path], out, BASELINE.into(), None, false);
    crate::generate::write(&job).map(drop)
}

/// Has cargo check a crate anew, though nothing in it changed since the last run.
fn touch(path: &Path) -> Result<(), Failure> {
    let touched = File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| format!("cannot touch {}: {error}", path.display()))
}

fn table(candidates: &[Candidate]) -> Table {
    let mut table = Table::new([
        "service",
        "shapes",
        "operations",
        "emitted lines",
        "generate ms",
        "`cargo check` s",
    ]);
    for candidate in candidates {
        let operations = candidate.subject.as_ref().map_or(0, |it| it.service.operations);
        let (lines, milliseconds) = match &candidate.generated {
            Some(it) => (it.lines.to_string(), format!("{:.0}", it.milliseconds)),
            None => ("-".into(), "refused".into()),
        };
        let checked = match (candidate.checked, &candidate.generated) {
            (Some(seconds), _) => format!("{seconds:.1}"),
            (None, Some(_)) => "FAILED".into(),
            (None, None) => "-".into(),
        };
        table.row([
            candidate.label.clone(),
            candidate.shapes.to_string(),
            operations.to_string(),
            lines,
            milliseconds,
            checked,
        ]);
    }
    table
}
