//! Parses the output of a test binary, in the format of Rust's test harness.

use std::collections::BTreeMap;

/// The result of a test.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    Passed,
    /// With the output of the test.
    Failed(String),
}

/// The results by test name.
pub(super) fn parse(output: &str) -> BTreeMap<String, Verdict> {
    let mut verdicts: BTreeMap<String, Verdict> =
        output.lines().filter_map(verdict).map(|(name, it)| (name.to_owned(), it)).collect();
    // The list of names at the end has the same heading as the reports before it.
    let reports = output.rsplit_once("\nfailures:\n").map_or(output, |(before, _)| before);
    let mut current = "";
    for line in reports.lines() {
        let name = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----"));
        if let Some(name) = name.map(plain).filter(|name| verdicts.contains_key(*name)) {
            current = name;
        } else if let Some(Verdict::Failed(report)) = verdicts.get_mut(current) {
            report.push_str(line);
            report.push('\n');
        }
    }
    for verdict in verdicts.values_mut() {
        if let Verdict::Failed(report) = verdict {
            *report = side_by_side(&without_noise(report));
        }
    }
    verdicts
}

fn verdict(line: &str) -> Option<(&str, Verdict)> {
    let (name, verdict) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    match verdict {
        "ok" => Some((plain(name), Verdict::Passed)),
        "FAILED" => Some((plain(name), Verdict::Failed(String::new()))),
        _ => None,
    }
}

/// The name of a function without the mark of a raw identifier.
pub(super) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn without_noise(report: &str) -> String {
    let is_noise = |line: &str| {
        line.starts_with("note: run with `RUST_BACKTRACE=1`")
            || line.starts_with("thread '") && line.contains("panicked at ")
    };
    let lines: Vec<&str> = report.lines().filter(|line| !is_noise(line)).collect();
    lines.join("\n").trim().to_owned()
}

/// The expected value above the actual one. In assertions of emitted tests, the actual value is on
/// the left.
fn side_by_side(report: &str) -> String {
    let line = |prefix: &str| report.lines().find_map(|line| line.strip_prefix(prefix));
    let (Some(heading), Some(got), Some(expected)) =
        (line("assertion `left == right` failed"), line("  left: "), line(" right: "))
    else {
        return report.to_owned();
    };
    let what = heading.trim_start_matches(':').trim();
    let what = if what.is_empty() { String::new() } else { format!("{what}\n") };
    let start = difference(expected, got);
    format!("{what}expected  {}\ngot       {}", from(expected, start), from(got, start))
}

/// The index of the first character that differs.
fn difference(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

/// A text or, if it is long, the part around a character.
fn from(text: &str, character: usize) -> String {
    let length = text.chars().count();
    if length <= SHOWN {
        return text.to_owned();
    }
    let start = character.saturating_sub(SHOWN / 3);
    let shown: String = text.chars().skip(start).take(SHOWN).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if start + SHOWN < length { "…" } else { "" };
    format!("{before}{shown}{after}")
}

const SHOWN: usize = 240;

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = r#"
running 4 tests
test all_is_well ... ok
test r#type ... ok
test a_header_differs ... FAILED
test it_says_something_else ... FAILED

failures:

---- a_header_differs stdout ----

thread 'a_header_differs' (71) panicked at tests/requests.rs:3:5:
assertion `left == right` failed: header x-foo
  left: None
 right: Some("a")
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- it_says_something_else stdout ----
failures:

thread 'it_says_something_else' (72) panicked at tests/requests.rs:9:5:
the body is JSON: EOF


failures:
    a_header_differs
    it_says_something_else

test result: FAILED. 2 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
"#;

    #[test]
    fn verdicts_are_read_with_their_reports() {
        let verdicts = parse(OUTPUT);
        let failed = |report: &str| Verdict::Failed(report.to_owned());
        let expected = [
            ("a_header_differs", failed("header x-foo\nexpected  Some(\"a\")\ngot       None")),
            ("all_is_well", Verdict::Passed),
            ("it_says_something_else", failed("failures:\n\nthe body is JSON: EOF")),
            ("type", Verdict::Passed),
        ];
        assert_eq!(verdicts, expected.map(|(name, it)| (name.to_owned(), it)).into());
    }

    #[test]
    fn a_test_that_never_ended_has_no_verdict() {
        let verdicts = parse("running 2 tests\ntest ends ... ok\ntest never_ends ... ");
        assert_eq!(verdicts.keys().collect::<Vec<_>>(), ["ends"]);
    }

    #[test]
    fn of_long_texts_the_part_that_differs_is_shown() {
        let text = |end: &str| format!("{}{end}", "x".repeat(1000));
        let report = format!(
            "assertion `left == right` failed\n  left: {}\n right: {}",
            text("a"),
            text("b")
        );
        let shown = side_by_side(&report);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[0].starts_with("expected  …xxx") && lines[0].ends_with("xb"), "{shown}");
        assert!(lines[1].starts_with("got       …xxx") && lines[1].ends_with("xa"), "{shown}");
        assert!(lines[0].chars().count() < SHOWN, "{shown}");
    }
}
