//! The tests in models.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::inventory::{Case, Inventory, Kind};
use super::libtest;
use super::progress::Progress;
use super::skips::{self, Skip};
use super::subject::Subject;
use super::tally::table;
use super::trial::{Outcome, Trial, functions};
use super::workspace::{self, Built, Workspace};
use crate::Failure;

/// Runs the client tests of every service in the files, and prints the results.
///
/// # Errors
/// A test failed or is missing, a skip matches no test or one that passes, or a file cannot be
/// read.
pub fn run(paths: &[PathBuf]) -> Result<(), Failure> {
    let _lock = workspace::lock()?;
    let mut trials = trials(&super::models(paths)?)?;
    let skips = skips::read()?;
    generate(&mut trials);
    if trials.iter().any(Trial::is_there) {
        let crates = trials.iter().filter(|trial| trial.is_there());
        let workspace = Workspace::of(crates.map(|trial| trial.subject.name.as_str()))?;
        let built = build(&workspace, &trials)?;
        try_all(&mut trials, &built);
    }
    let faults = faults(&skips, &trials);
    print!("{}", table(&trials, &skips));
    trials.iter().filter_map(|trial| trial.subject.left_out()).for_each(|line| println!("{line}"));
    for skip in skips.iter().filter(|skip| concerns(skip, &trials)) {
        println!("skipped: {} {} {}: {}", skip.service, skip.kind.name(), skip.id, skip.reason);
    }
    let misses: Vec<String> = trials.iter().flat_map(|trial| trial.misses(&skips)).collect();
    match misses.is_empty() && faults.is_empty() {
        true => Ok(()),
        false => Err([misses, faults].concat().join("\n\n")),
    }
}

fn trials(files: &[PathBuf]) -> Result<Vec<Trial>, Failure> {
    let mut taken = BTreeSet::new();
    let mut trials = Vec::new();
    for file in files {
        let services = Inventory::read(file)?.services;
        let services = services.into_iter().filter(|service| !service.cases.is_empty());
        let before = trials.len();
        trials.extend(services.map(|service| Trial {
            subject: Subject::new(file, service, &mut taken),
            findings: Vec::new(),
            functions: BTreeMap::new(),
            verdicts: BTreeMap::new(),
        }));
        if trials.len() == before {
            println!("{}: no tests for clients of restJson1", file.display());
        }
    }
    Ok(trials)
}

fn generate(trials: &mut [Trial]) {
    let mut progress = Progress::new("generate", trials.len());
    for trial in trials {
        progress.next(&trial.subject.label);
        match trial.subject.generate() {
            Err(findings) => trial.findings = findings,
            Ok(codegen::Generated { files, .. }) => {
                for kind in Kind::ALL {
                    let file = files.get(&format!("tests/{}.rs", kind.target()));
                    trial.functions.insert(kind, functions(file.map_or("", String::as_str)));
                }
            }
        }
    }
}

fn build(workspace: &Workspace, trials: &[Trial]) -> Result<Built, Failure> {
    let crates = trials.iter().filter(|trial| trial.is_there());
    let mut progress = Progress::new("built", crates.clone().count());
    workspace.cargo(&["build", "--workspace", "--test", "*"], |name| {
        if let Some(trial) = crates.clone().find(|trial| trial.subject.name == name) {
            progress.next(&trial.subject.label);
        }
    })
}

fn try_all(trials: &mut [Trial], built: &Built) {
    let count = trials.iter().filter(|trial| trial.is_there()).count();
    let mut progress = Progress::new("run", count);
    for trial in trials.iter_mut().filter(|trial| trial.is_there()) {
        progress.next(&trial.subject.label);
        let name = &trial.subject.name;
        trial.findings.extend_from_slice(built.findings(name));
        for kind in Kind::ALL {
            let Some(binary) = built.test(name, kind.target()) else { continue };
            match output(binary) {
                Ok(output) => {
                    trial.verdicts.insert(kind, libtest::parse(&output));
                }
                Err(failure) => trial.findings.push(failure),
            }
        }
    }
}

fn output(binary: &Path) -> Result<String, Failure> {
    let output = Command::new(binary)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run {}: {error}", binary.display()))?;
    // The harness exits with 101 if tests failed; with other codes there are no results.
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn concerns(skip: &Skip, trials: &[Trial]) -> bool {
    trials.iter().any(|trial| trial.subject.service.id == skip.service)
}

/// Skips for services of this run that match no test, or are not needed.
fn faults(skips: &[Skip], trials: &[Trial]) -> Vec<String> {
    let mut faults = Vec::new();
    for skip in skips.iter().filter(|skip| concerns(skip, trials)) {
        let trials = trials.iter().filter(|trial| trial.subject.service.id == skip.service);
        let cases: Vec<(&Trial, &Case)> = trials
            .flat_map(|trial| trial.subject.service.cases.iter().map(move |case| (trial, case)))
            .filter(|(_, case)| skip.is_for(&skip.service, case))
            .collect();
        let what = match cases.as_slice() {
            [] => "there is no such test",
            cases if cases.iter().all(|(it, case)| matches!(it.outcome(case), Outcome::Passed)) => {
                "the test passes, so take the skip out"
            }
            _ => continue,
        };
        faults.push(format!("skip of {} {} {}: {what}", skip.service, skip.kind.name(), skip.id));
    }
    faults
}
