/// The first findings of many, then how many there are in all.
pub(super) fn excerpt(findings: &[String]) -> String {
    let shown = findings.iter().take(SHOWN).map(|finding| indented(finding.trim_end()));
    let mut text: String = shown.collect::<Vec<_>>().join("\n\n");
    if findings.len() > SHOWN {
        text.push_str(&format!("\n\n  … {} findings in all", findings.len()));
    }
    text
}

const SHOWN: usize = 3;

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
    fn the_first_findings_are_shown_and_all_are_counted() {
        let finding = |number: usize| Diagnostic {
            location: None,
            shape: Some(format!("a#Shape{number}")),
            message: "wrong".into(),
            help: "mend it".into(),
        };
        let failure = Diagnostics((1..=5).map(finding).collect()).to_string();
        let findings = of_generator(&failure);
        assert_eq!(findings.len(), 5);
        let text = excerpt(&findings);
        assert!(
            text.starts_with("  error: wrong\n  shape a#Shape1\n   help mend it\n\n"),
            "{text}"
        );
        assert!(text.ends_with("a#Shape3\n   help mend it\n\n  … 5 findings in all"), "{text}");
        assert_eq!(excerpt(&findings[..1]).lines().count(), 3);
    }
}
