use std::collections::BTreeMap;

use super::diagnosis;
use super::inventory::{Case, Kind};
use super::libtest::{self, Verdict};
use super::skips::Skip;
use super::subject::Subject;

/// A service and the results of its tests.
pub(super) struct Trial {
    pub(super) subject: Subject,
    /// Why there is no crate, or why part of it does not compile.
    pub(super) findings: Vec<String>,
    /// The emitted functions for each kind of test, in the order of the file.
    pub(super) functions: BTreeMap<Kind, Vec<String>>,
    pub(super) verdicts: BTreeMap<Kind, BTreeMap<String, Verdict>>,
}

/// The result of a case.
pub(super) enum Outcome {
    Passed,
    Failed(String),
    /// The test is missing or was not completed.
    Absent,
}

impl Trial {
    /// Whether there is a crate to build.
    pub(super) fn is_there(&self) -> bool {
        !self.functions.is_empty()
    }

    pub(super) fn cases(&self, kind: Kind) -> impl Iterator<Item = &Case> {
        self.subject.service.cases.iter().filter(move |case| case.kind == kind)
    }

    pub(super) fn outcome(&self, case: &Case) -> Outcome {
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

    /// The emitted functions for a case. Endpoint tests have no ids, so they are identified by
    /// position; if their number differs from the model's, none is returned.
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

    /// The failures of a service: its errors, and each test that failed or is missing.
    pub(super) fn misses(&self, skips: &[Skip]) -> Vec<String> {
        let subject = &self.subject;
        let mut misses = Vec::new();
        let mut absent = 0;
        for case in &subject.service.cases {
            if self.is_skipped(skips, case) {
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

    pub(super) fn is_skipped(&self, skips: &[Skip], case: &Case) -> bool {
        skips.iter().any(|skip| skip.is_for(&self.subject.service.id, case))
    }
}

/// The names of the functions of an emitted test file.
pub(super) fn functions(file: &str) -> Vec<String> {
    let names = file.lines().filter_map(|line| line.strip_prefix("fn ")?.split('(').next());
    names.map(|name| libtest::plain(name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::conformance::inventory::Service;

    fn trial(emitted: &str, output: &str) -> Trial {
        let case = |id: &str, functions| Case { kind: Kind::Endpoint, id: id.into(), functions };
        let cases = vec![case("1", 1), case("2", 2)];
        let service = Service { id: "a#Service".into(), cases, ..Service::default() };
        Trial {
            subject: Subject::new(Path::new("a.json"), service, &mut BTreeSet::new()),
            findings: Vec::new(),
            functions: [(Kind::Endpoint, functions(emitted))].into(),
            verdicts: [(Kind::Endpoint, libtest::parse(output))].into(),
        }
    }

    const EMITTED: &str = "#[test]\nfn z() {\n}\n#[test]\nfn r#do() {}\n#[test]\nfn b() {}\n";

    #[test]
    fn a_case_of_endpoint_rules_passes_with_all_of_its_functions() {
        let misses = |output| trial(EMITTED, output).misses(&[]);
        assert!(misses("test b ... ok\ntest r#do ... ok\ntest z ... ok\n").is_empty());
        let missed = misses("test b ... FAILED\ntest r#do ... ok\ntest z ... ok\n");
        assert_eq!(missed, ["a · Service: endpoint 2\n"]);
        let absent = "a · Service: endpoint 1\n  no test was emitted, or it did not end";
        assert_eq!(misses("test b ... ok\ntest r#do ... ok\ntest z ... "), [absent]);
    }

    #[test]
    fn no_case_passes_if_it_cannot_be_told_which_functions_are_its_own() {
        let trial = trial("fn z() {}\nfn b() {}\n", "test b ... ok\ntest z ... ok\n");
        assert_eq!(trial.misses(&[]).len(), 2);
    }
}
