//! Services that should become crates that compile without a warning, and the results.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use codegen::Files;

use super::inventory::{Inventory, Service};
use super::subject::Subject;
use super::{diagnosis, stem};
use crate::table::Table;

/// A service, or a file without any.
#[derive(Default)]
pub(super) struct Candidate {
    /// `glacier · Glacier`
    pub(super) label: String,
    /// The protocols of a service without restJson1.
    pub(super) speaks: Option<String>,
    pub(super) findings: Vec<String>,
    /// The warnings about the model of a generated crate.
    pub(super) warnings: Vec<String>,
    /// The duration of its check, in seconds.
    pub(super) checked: Option<f64>,
    shapes: usize,
    subject: Option<Subject>,
    generated: Option<Generated>,
}

struct Generated {
    milliseconds: f64,
    /// Lines of Rust under `src`.
    lines: usize,
}

/// The services of the files. Their crates get names other than `reserved`.
pub(super) fn all(files: &[PathBuf], reserved: &str) -> Vec<Candidate> {
    let mut taken = BTreeSet::from([reserved.to_owned()]);
    let mut candidates = Vec::new();
    for file in files {
        let mut add = |shapes, subject: Option<Subject>, findings| {
            let label = subject.as_ref().map_or_else(|| stem(file), |it| it.label.clone());
            let speaks = subject.as_ref().and_then(|it| other_protocols(&it.service));
            candidates.push(Candidate {
                label,
                speaks,
                findings,
                shapes,
                subject,
                ..Candidate::default()
            });
        };
        match Inventory::read(file) {
            Err(failure) => add(0, None, vec![failure]),
            Ok(inventory) if inventory.services.is_empty() => {
                add(inventory.shapes, None, vec!["the model has no service".into()]);
            }
            Ok(inventory) => {
                for service in inventory.services {
                    // The generator must see the published model unchanged.
                    let service = Service { overlay: None, ..service };
                    let subject = Subject::new(file, service, &mut taken);
                    add(inventory.shapes, Some(subject), Vec::new());
                }
            }
        }
    }
    candidates
}

/// The protocols of a service that names some, but not restJson1.
fn other_protocols(service: &Service) -> Option<String> {
    let protocols = &service.protocols;
    let is_other = !protocols.is_empty() && !protocols.iter().any(|name| name == "restJson1");
    is_other.then(|| protocols.join(", "))
}

impl Candidate {
    /// Generates the crate, if there is a service.
    pub(super) fn generate(&mut self) {
        let (Some(subject), None) = (&self.subject, &self.speaks) else { return };
        let start = Instant::now();
        match subject.generate() {
            Err(findings) => self.findings = findings,
            Ok(codegen::Generated { files, warnings }) => {
                self.warnings = diagnosis::warnings(&warnings);
                let milliseconds = start.elapsed().as_secs_f64() * 1e3;
                self.generated = Some(Generated { milliseconds, lines: lines(&files) });
            }
        }
    }

    /// The name of the crate, if there is one.
    pub(super) fn name(&self) -> Option<&str> {
        self.generated.as_ref().and(self.subject.as_ref()).map(|subject| subject.name.as_str())
    }

    /// The operations that its crate omits.
    pub(super) fn left_out(&self) -> Option<String> {
        self.subject.as_ref()?.left_out()
    }

    /// The warnings about its model.
    pub(super) fn warned(&self) -> Option<String> {
        let shown: Vec<String> =
            self.warnings.iter().map(|warning| diagnosis::indented(warning)).collect();
        (!shown.is_empty()).then(|| format!("{}\n{}", self.label, shown.join("\n\n")))
    }

    /// Its errors.
    pub(super) fn failure(&self) -> Option<String> {
        let what = if self.generated.is_some() { "does not compile" } else { "is not generated" };
        (!self.findings.is_empty())
            .then(|| format!("{} {what}\n{}", self.label, diagnosis::excerpt(&self.findings)))
    }
}

fn lines(files: &Files) -> usize {
    let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
    sources.map(|(_, text)| text.lines().count()).sum()
}

/// A row for each; for failures, a short reason.
pub(super) fn table(candidates: &[&Candidate]) -> Table {
    let mut table = Table::new([
        "service",
        "shapes",
        "operations",
        "emitted lines",
        "generate ms",
        "`cargo check` s",
        "failed for",
    ]);
    for candidate in candidates {
        let operations = candidate.subject.as_ref().map_or(0, |it| it.service.operations);
        let (lines, milliseconds) = match &candidate.generated {
            Some(it) => (it.lines.to_string(), format!("{:.0}", it.milliseconds)),
            None => ("-".into(), "-".into()),
        };
        let checked = match (candidate.checked, &candidate.generated) {
            (Some(seconds), _) => format!("{seconds:.1}"),
            (None, _) => "-".into(),
        };
        table.row([
            candidate.label.clone(),
            candidate.shapes.to_string(),
            operations.to_string(),
            lines,
            milliseconds,
            checked,
            candidate
                .findings
                .first()
                .map_or_else(String::new, |finding| diagnosis::brief(finding)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_service_that_names_other_protocols_is_none_of_ours() {
        let spoken = |names: &[&str]| {
            let protocols = names.iter().map(|&name| name.to_owned()).collect();
            other_protocols(&Service { protocols, ..Service::default() })
        };
        assert_eq!(spoken(&[]), None);
        assert_eq!(spoken(&["awsJson1_1", "restJson1"]), None);
        assert_eq!(spoken(&["awsJson1_0", "rpcv2Cbor"]).as_deref(), Some("awsJson1_0, rpcv2Cbor"));
    }
}
