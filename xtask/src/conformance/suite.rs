//! The tests that models bring along.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::diagnosis;
use super::inventory::{Case, Inventory, Kind};
use super::libtest::{self, Verdict};
use super::progress::Progress;
use super::skips::{self, Skip};
use super::subject::Subject;
use super::workspace::{self, Built, Workspace};
use crate::Failure;
use crate::table::Table;

/// Runs the tests for clients of every service in the files, and prints what passed.
///
/// # Errors
/// A test was missed, a skip is for no test or for one that passes, or a file cannot be read.
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
    for skip in skips.iter().filter(|skip| concerns(skip, &trials)) {
        println!("skipped: {} {} {}: {}", skip.service, skip.kind.name(), skip.id, skip.reason);
    }
    let misses: Vec<String> = trials.iter().flat_map(|trial| trial.misses(&skips)).collect();
    match misses.is_empty() && faults.is_empty() {
        true => Ok(()),
        false => Err([misses, faults].concat().join("\n\n")),
    }
}

/// A service and what came of its tests.
struct Trial {
    subject: Subject,
    /// Why there is no crate, or none that compiles in whole.
    findings: Vec<String>,
    /// The emitted functions of each kind of test, in the order of the file.
    functions: BTreeMap<Kind, Vec<String>>,
    verdicts: BTreeMap<Kind, BTreeMap<String, Verdict>>,
}

/// What came of a case.
enum Outcome {
    Passed,
    Failed(String),
    /// There is no test, or it did not get to its end.
    Absent,
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
            Ok(files) => {
                for kind in Kind::ALL {
                    let file = files.get(&format!("tests/{}.rs", kind.target()));
                    trial.functions.insert(kind, functions(file.map_or("", String::as_str)));
                }
            }
        }
    }
}

/// The names of the functions of an emitted test file.
fn functions(file: &str) -> Vec<String> {
    let names = file.lines().filter_map(|line| line.strip_prefix("fn ")?.split('(').next());
    names.map(|name| libtest::plain(name).to_owned()).collect()
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
    // The harness ends with 101 where tests failed; whatever else went wrong has no verdicts.
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

impl Trial {
    /// Whether there is a crate to build.
    fn is_there(&self) -> bool {
        !self.functions.is_empty()
    }

    fn cases(&self, kind: Kind) -> impl Iterator<Item = &Case> {
        self.subject.service.cases.iter().filter(move |case| case.kind == kind)
    }

    fn outcome(&self, case: &Case) -> Outcome {
        let functions = self.functions_of(case);
        let verdicts = self.verdicts.get(&case.kind);
        let mut outcome = if functions.is_empty() { Outcome::Absent } else { Outcome::Passed };
        for function in functions {
            match verdicts.and_then(|verdicts| verdicts.get(&function)) {
                Some(Verdict::Passed) => {}
                Some(Verdict::Failed(report)) => return Outcome::Failed(report.clone()),
                None => outcome = Outcome::Absent,
            }
        }
        outcome
    }

    /// The emitted functions of a case. Those of endpoint rules have no ids, so they are told by
    /// their place in the file; if their number is not what the model asks for, none is.
    fn functions_of(&self, case: &Case) -> Vec<String> {
        let Some(emitted) = self.functions.get(&case.kind) else { return Vec::new() };
        if case.kind != Kind::Endpoint {
            let name = codegen::test_name(&case.id);
            let name = libtest::plain(&name);
            return emitted.iter().filter(|function| *function == name).cloned().collect();
        }
        let before = self.cases(case.kind).take_while(|other| other.id != case.id);
        let start: usize = before.map(|case| case.functions).sum();
        let total: usize = self.cases(case.kind).map(|case| case.functions).sum();
        if emitted.len() != total {
            return Vec::new();
        }
        emitted.iter().skip(start).take(case.functions).cloned().collect()
    }

    /// What there is to say about a service: why it is not whole, and each test that was missed.
    fn misses(&self, skips: &[Skip]) -> Vec<String> {
        let subject = &self.subject;
        let mut misses = Vec::new();
        let mut absent = 0;
        for case in &subject.service.cases {
            if is_skipped(skips, subject, case) {
                continue;
            }
            let title = format!("{}: {} {}", subject.label, case.kind.name(), case.id);
            match self.outcome(case) {
                Outcome::Passed => {}
                Outcome::Failed(report) => {
                    misses.push(format!("{title}\n{}", diagnosis::indented(&report)));
                }
                Outcome::Absent if self.findings.is_empty() => {
                    misses.push(format!("{title}\n  no test was emitted, or it did not end"));
                }
                Outcome::Absent => absent += 1,
            }
        }
        if !self.findings.is_empty() {
            let what = if self.is_there() { "does not compile" } else { "is not generated" };
            let findings = diagnosis::excerpt(&self.findings);
            misses.insert(
                0,
                format!("{} {what}; tests that could not run: {absent}\n{findings}", subject.label),
            );
        }
        misses
    }
}

fn is_skipped(skips: &[Skip], subject: &Subject, case: &Case) -> bool {
    skips.iter().any(|skip| skip.is_for(&subject.service.id, case))
}

fn concerns(skip: &Skip, trials: &[Trial]) -> bool {
    trials.iter().any(|trial| trial.subject.service.id == skip.service)
}

/// Skips of services of this run that no test has, or that are not needed.
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

fn table(trials: &[Trial], skips: &[Skip]) -> Table {
    let mut table = Table::new(["service", "requests", "responses", "endpoint cases"]);
    let mut sums = BTreeMap::new();
    for trial in trials {
        let cells = Kind::ALL.map(|kind| {
            let mut tally = Tally::default();
            for case in trial.cases(kind) {
                tally.total += 1;
                tally.passed += usize::from(matches!(trial.outcome(case), Outcome::Passed));
                tally.skipped += usize::from(is_skipped(skips, &trial.subject, case));
            }
            let sum: &mut Tally = sums.entry(kind).or_default();
            sum.add(&tally);
            tally.to_string()
        });
        table.row([trial.subject.label.clone()].into_iter().chain(cells));
    }
    let sums = sums.values().map(Tally::to_string);
    table.row(["all".to_owned()].into_iter().chain(sums));
    table
}

#[derive(Default)]
struct Tally {
    passed: usize,
    total: usize,
    skipped: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.total += other.total;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.total, self.skipped) {
            (0, _) => write!(f, "-"),
            (total, 0) => write!(f, "{}/{total}", self.passed),
            (total, skipped) => write!(f, "{}/{total} ({skipped} skipped)", self.passed),
        }
    }
}
