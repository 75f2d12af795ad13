//! Checks that models become crates that compile without a warning.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Instant, SystemTime};

use serde_json::json;

use super::candidate::{self, Candidate, table};
use super::progress::Progress;
use super::workspace::{self, Workspace};
use crate::Failure;

/// Generates and checks a crate for each service of each model of a directory. Services with only
/// other protocols are listed, but not counted.
///
/// # Errors
/// The generator or the compiler rejects a service, with the findings.
pub fn run(directory: &Path) -> Result<(), Failure> {
    let _lock = workspace::lock()?;
    let mut candidates = candidate::all(&super::models(&[directory.to_owned()])?, BASELINE);
    let mut progress = Progress::new("generate", candidates.len());
    for candidate in &mut candidates {
        progress.next(&candidate.label);
        candidate.generate();
    }
    drop(progress);
    check(&mut candidates)?;
    let (concerned, others): (Vec<_>, Vec<_>) =
        candidates.iter().partition(|candidate| candidate.speaks.is_none());
    print!("{}", table(&concerned));
    concerned.iter().filter_map(|it| it.warned()).for_each(|text| println!("{text}\n"));
    concerned.iter().filter_map(|it| it.left_out()).for_each(|line| println!("{line}"));
    for (other, protocol) in others.iter().filter_map(|it| Some((it, it.speaks.as_ref()?))) {
        println!("{} speaks {protocol}", other.label);
    }
    let failures: Vec<String> = concerned.iter().filter_map(|it| it.failure()).collect();
    let count = concerned.len();
    println!("{} of {count} compile without a warning", count - failures.len());
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n\n")) }
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
            (false, []) => candidate.findings.push("the compiler ended without a message".into()),
            (_, findings) => candidate.findings = findings.to_vec(),
        }
    }
    Ok(())
}

/// A crate with the common dependencies, to build them before times are measured.
const BASELINE: &str = "sdk-nothing";

fn baseline() -> Result<(), Failure> {
    let path = workspace::model_file(BASELINE)?;
    let traits = json!({"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "nothing"}});
    let service = json!({"type": "service", "version": "1", "traits": traits});
    let model = json!({"smithy": "2.0", "shapes": {"nothing#Nothing": service}});
    fs::write(&path, model.to_string()).map_err(|error| error.to_string())?;
    let out = workspace::crate_directory(BASELINE);
    let job = crate::generate::Job::other(vec![path], out, BASELINE.into(), None, false);
    crate::generate::write(&job).map(drop).map_err(Failure::from)
}

/// Makes cargo check a crate again although nothing in it changed.
fn touch(path: &Path) -> Result<(), Failure> {
    let touched = File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| format!("cannot touch {}: {error}", path.display()))
}
