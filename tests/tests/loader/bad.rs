//! Models that Smithy's own tools reject, with the expected findings next to them.

use std::collections::BTreeSet;
use std::path::Path;

use xtask::shared;

use crate::table::{Table, Verdict};
use crate::{files, models, name, refused, warned};

/// Faults that do not affect clients.
const APART: &[(&str, &str)] = &[
    (
        "smithy-aws-apigateway-traits__invalid-authorizer-target",
        "API Gateway's authorizers are the server's",
    ),
    (
        "smithy-model__validators__linters__emit-each-selector-requires-selectors",
        "a linter's settings",
    ),
    (
        "smithy-model__validators__shapeClosures__rename-outside-closure",
        "a closure of shapes that no service is",
    ),
];

#[test]
#[ignore = "needs Smithy's bad models of ../shared: `cargo xtask test` runs it"]
fn bad_models_are_refused_for_the_shapes_at_fault() {
    let directory = shared::find("smithy/bad-models").expect("the models");
    let mut table = Table::default();
    for path in models(&directory) {
        let expected = faults(&path);
        let found = refused(&files(&[&path]));
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let reported = found.map(|(shapes, _)| shapes).unwrap_or_default();
        let reason = APART.iter().find(|(apart, _)| *apart == stem).map(|(_, reason)| reason);
        match reason {
            Some(reason) => {
                table.row(
                    &name(&path),
                    &list(&expected),
                    &format!("{} ({reason})", list(&reported)),
                    Verdict::Apart,
                );
            }
            None => {
                let verdict =
                    if agree(&expected, &reported) { Verdict::Agrees } else { Verdict::Differs };
                table.row(&name(&path), &list(&expected), &list(&reported), verdict);
            }
        }
    }
    table.conclude("bad models");
}

/// Warnings of the reference that the generator does not have.
const PASSED_OVER: &[&str] = &["but found additional properties", ".UnknownMember"];

#[test]
#[ignore = "needs Smithy's bad models of ../shared: `cargo xtask test` runs it"]
fn what_the_reference_passes_over_is_warned_about() {
    let directory = shared::find("smithy/bad-models").expect("the models");
    let mut table = Table::default();
    for path in models(&directory) {
        let findings = std::fs::read_to_string(path.with_extension("errors")).expect("findings");
        let warnings = findings.lines().filter_map(|line| line.strip_prefix("[WARNING] "));
        let passed_over = warnings.filter(|line| PASSED_OVER.iter().any(|it| line.contains(it)));
        let expected: BTreeSet<String> =
            passed_over.filter_map(|line| Some(line.split_once(": ")?.0.to_owned())).collect();
        if expected.is_empty() {
            continue;
        }
        let reported = warned(&files(&[&path]));
        let verdict =
            if expected.is_subset(&reported) { Verdict::Agrees } else { Verdict::Differs };
        table.row(&name(&path), &list(&expected), &list(&reported), verdict);
    }
    table.conclude("warnings about bad models");
}

/// Every shape at fault must be reported, and no other. Faults that the reference attributes to no
/// shape may be reported for any.
fn agree(expected: &BTreeSet<String>, reported: &BTreeSet<String>) -> bool {
    if expected.contains("-") { !reported.is_empty() } else { expected == reported }
}

/// The shapes of the errors in the reference's findings.
fn faults(model: &Path) -> BTreeSet<String> {
    let findings = std::fs::read_to_string(model.with_extension("errors")).expect("findings");
    let errors = findings.lines().filter_map(|line| line.strip_prefix("[ERROR] "));
    let shapes: BTreeSet<String> =
        errors.filter_map(|line| Some(line.split_once(": ")?.0.to_owned())).collect();
    assert!(!shapes.is_empty(), "no errors beside {}", model.display());
    shapes
}

fn list(shapes: &BTreeSet<String>) -> String {
    if shapes.is_empty() {
        return "no fault".to_owned();
    }
    shapes.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
