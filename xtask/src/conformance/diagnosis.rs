use std::collections::BTreeSet;

/// The first findings that differ in what they say, then how many there are in all.
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

/// What a finding says, cut to the width of a column.
pub(super) fn brief(finding: &str) -> String {
    let line = finding.lines().next().unwrap_or_default().trim_start_matches("error: ");
    match line.char_indices().nth(BRIEF) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

const BRIEF: usize = 60;

/// The findings of the generator, one by one.
pub(super) fn of_generator(failure: &str) -> Vec<String> {
    let findings = failure.split("\n\n").filter(|part| !part.ends_with("nothing was written"));
    findings.map(str::to_owned).collect()
}

pub(super) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use codegen::{Diagnostic, Diagnostics};

    use super::*;

    #[test]
    fn the_first_findings_of_each_kind_are_shown_and_all_are_counted() {
        let finding = |number: usize| Diagnostic {
            location: None,
            shape: Some(format!("a#Shape{number}")),
            message: format!("wrong {}", number / 2),
            help: "mend it".into(),
        };
        let failure = Diagnostics((1..=5).map(finding).collect()).to_string();
        let findings = of_generator(&failure);
        assert_eq!(findings.len(), 5);
        let text = excerpt(&findings);
        let first = "  error: wrong 0\n  shape a#Shape1\n   help mend it\n\n  error: wrong 1\n";
        assert!(text.starts_with(first), "{text}");
        assert!(text.ends_with("a#Shape4\n   help mend it\n\n  … 5 findings in all"), "{text}");
        assert_eq!(excerpt(&findings[..1]).lines().count(), 3);
    }

    #[test]
    fn in_a_table_a_finding_is_one_short_line() {
        assert_eq!(brief("error: no\n  --> here"), "no");
        assert_eq!(brief(&"wrong ".repeat(20)), format!("{}…", "wrong ".repeat(10).trim_end()));
    }
}
