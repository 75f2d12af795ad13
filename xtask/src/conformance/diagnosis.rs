use std::collections::BTreeSet;

use codegen::{Diagnostics, Severity};

use crate::refusal::{Refusal, by_flag};

/// The first few different findings, then their total number.
pub(super) fn excerpt(findings: &[String]) -> String {
    let mut seen = BTreeSet::new();
    let differ = findings.iter().filter(|finding| seen.insert(finding.lines().next()));
    let shown: Vec<String> =
        differ.take(SHOWN).map(|finding| indented(finding.trim_end())).collect();
    let mut text = shown.join("\n\n");
    if findings.len() > shown.len() {
        text.push_str(&format!("\n\n  … {} findings in all", findings.len()));
    }
    text
}

const SHOWN: usize = 3;

/// The message of a finding, cut to the width of a column.
pub(super) fn brief(finding: &str) -> String {
    let line = finding.lines().next().unwrap_or_default().trim_start_matches("error: ");
    match line.char_indices().nth(BRIEF) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

const BRIEF: usize = 60;

/// The errors of the generator, one by one.
pub(super) fn of_generator(refusal: &Refusal) -> Vec<String> {
    match refusal {
        Refusal::Failure(failure) => vec![failure.clone()],
        Refusal::Findings(found) => of_severity(found, Severity::Error),
    }
}

/// The warnings of the generator, one by one.
pub(super) fn warnings(found: &Diagnostics) -> Vec<String> {
    of_severity(found, Severity::Warning)
}

fn of_severity(found: &Diagnostics, severity: Severity) -> Vec<String> {
    let findings = found.0.iter().filter(|finding| finding.severity == severity);
    findings.map(|finding| finding.render(by_flag)).collect()
}

pub(super) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use codegen::Diagnostic;

    use super::*;

    #[test]
    fn the_first_findings_of_each_kind_are_shown_and_all_are_counted() {
        let finding = |number: usize| Diagnostic {
            shape: Some(format!("a#Shape{number}")),
            ..Diagnostic::new(format!("wrong {}", number / 2), "mend it")
        };
        let found = Diagnostics((1..=5).map(finding).chain([odd()]).collect());
        assert_eq!(warnings(&found), ["warning: odd\n   = help: look at it"]);
        let findings = of_generator(&Refusal::Findings(found));
        assert_eq!(findings.len(), 5);
        let text = excerpt(&findings);
        let first =
            "  error: wrong 0\n     = note: shape a#Shape1\n     = help: mend it\n\n  error: wrong";
        assert!(text.starts_with(first), "{text}");
        assert!(
            text.ends_with("a#Shape4\n     = help: mend it\n\n  … 5 findings in all"),
            "{text}"
        );
        assert_eq!(excerpt(&findings[..1]).lines().count(), 3);
    }

    fn odd() -> Diagnostic {
        Diagnostic::new("odd", "look at it").into_warning()
    }

    #[test]
    fn in_a_table_a_finding_is_one_short_line() {
        assert_eq!(brief("error: no\n  --> here"), "no");
        assert_eq!(brief(&"wrong ".repeat(20)), format!("{}…", "wrong ".repeat(10).trim_end()));
    }
}
