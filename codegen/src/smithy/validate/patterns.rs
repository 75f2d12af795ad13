use std::collections::HashMap;

use super::{Spot, Validator};
use crate::smithy::traits::{Pattern, Trait};

impl<'a> Validator<'a> {
    /// Patterns must be regular expressions. Whether the runtime supports them is checked
    /// elsewhere.
    pub(super) fn pattern(&mut self, spot: Spot<'a>) {
        let Some(Pattern(pattern)) = spot.traits().get() else { return };
        let problem = self.patterns.entry(pattern).or_insert_with_key(|pattern| problem(pattern));
        if let Some(problem) = problem.clone() {
            let message = format!("the pattern is not a regular expression: {problem}");
            let help = "correct it to one of ECMA 262; until then it is not checked";
            self.trait_warning(spot, Pattern::ID, &[], message, help);
        }
    }
}

/// The problem of each pattern, cached because models repeat patterns.
pub(super) type Patterns = HashMap<String, Option<String>>;

/// Patterns with more groups, classes and alternatives, and longer ones, are not checked: the
/// parser is recursive and slow. None are that large in practice.
const MOST_PARTS: usize = 200;
const LONGEST: usize = 5_000;

fn problem(pattern: &str) -> Option<String> {
    let parts = pattern.bytes().filter(|byte| b"([|".contains(byte)).count();
    if parts > MOST_PARTS || pattern.len() > LONGEST {
        return None;
    }
    let error = regress::Regex::new(pattern).err()?;
    // Accepts what is only valid in Unicode mode, and what AWS's models use from other dialects,
    // such as `(?i)`.
    let is_expression =
        regress::Regex::with_flags(pattern, "u").is_ok() || regex_lite::Regex::new(pattern).is_ok();
    (!is_expression).then(|| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_ecma_262_are_right_even_where_the_runtime_cannot_run_them() {
        let patterns = [
            "^[a-z]+$",
            r"^\p{L}+$",
            r"^[\p{L}\p{N}]*$",
            "(?!x)y",
            r"(?<!a)b",
            r"(a)\1",
            r"(?<year>\d{4})\k<year>",
            r"[\u0009\u000A\u0020-\uFFFF]",
            r"\u{1F600}",
            r"[\uD800\uDC00-\uDBFF\uDFFF]",
            "(?i)abc",
            "",
            "((a{1000}){1000}){1000}",
        ];
        for pattern in patterns {
            assert_eq!(problem(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn other_texts_are_told() {
        for pattern in ["[a-z", "(", "a)", "*a", "a{2,1}", "[z-a]", "(?<a>x)(?<a>y)"] {
            assert!(problem(pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn no_pattern_ends_the_process() {
        for text in ["(", "[", "(?:", "a|", "(a*)*", "a", "a*", r"\d"] {
            assert_eq!(problem(&text.repeat(100_000)), None, "{text}");
            let _ = problem(&text.repeat(MOST_PARTS));
            let _ = problem(&text.repeat(LONGEST / text.len()));
        }
    }
}
