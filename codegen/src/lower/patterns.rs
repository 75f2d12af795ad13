//! Converts patterns to the syntax of the runtime's engine, which has no Unicode classes,
//! look-around or back-references.

use std::collections::BTreeMap;

use regex_lite::Regex;

use super::support::Reach;
use crate::smithy::traits::Pattern;

/// The patterns of a service by their text in the model. Each is compiled once, because that is
/// slow.
pub(super) struct Patterns(BTreeMap<String, Option<Regex>>);

impl Patterns {
    pub(super) fn of(reach: &Reach<'_>) -> Self {
        let mut patterns = BTreeMap::new();
        for shape in reach.shapes() {
            let traits = shape.members.iter().map(|member| &member.traits).chain([&shape.traits]);
            for Pattern(pattern) in traits.filter_map(|traits| traits.get()) {
                patterns.entry(pattern).or_insert_with_key(|pattern| runnable(pattern));
            }
        }
        Self(patterns)
    }

    /// `None` if the engine does not support it; then only the service checks it.
    pub(super) fn runnable(&self, pattern: &str) -> Option<&str> {
        self.engine(pattern).map(Regex::as_str)
    }

    /// A compiled pattern.
    pub(super) fn engine(&self, pattern: &str) -> Option<&Regex> {
        self.0.get(pattern)?.as_ref()
    }
}

fn runnable(pattern: &str) -> Option<Regex> {
    Regex::new(&without_unicode_classes(pattern)).ok()
}

/// Replaces `\p{C}` ("other": control, format and unassigned characters), which the runtime's
/// engine does not have, by control characters. The service checks the rest.
fn without_unicode_classes(pattern: &str) -> String {
    const CONTROL: &str = r"\x00-\x1F\x7F-\x9F";
    let mut known = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let taken = match (rest.strip_prefix(r"\p{C}"), first) {
            (Some(_), _) if in_class => {
                known.push_str(CONTROL);
                r"\p{C}".len()
            }
            (Some(_), _) => {
                known.push_str(&format!("[{CONTROL}]"));
                r"\p{C}".len()
            }
            (None, '\\') => {
                let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
                known.push_str(&rest[..1 + escaped]);
                1 + escaped
            }
            (None, other) => {
                in_class = other == '[' || in_class && other != ']';
                known.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_stand_in_for_the_unicode_class() {
        assert_eq!(without_unicode_classes(r"^[^\p{C}]+$"), r"^[^\x00-\x1F\x7F-\x9F]+$");
        assert_eq!(without_unicode_classes(r"\[\p{C}a"), r"\[[\x00-\x1F\x7F-\x9F]a");
        assert_eq!(without_unicode_classes("é[a]"), "é[a]");
    }

    #[test]
    fn what_the_engine_cannot_run_is_left_to_the_service() {
        assert_eq!(runnable("^a+$").as_ref().map(Regex::as_str), Some("^a+$"));
        for pattern in ["(?!a)b", r"\p{L}", r"(a)\1", r"[\uD800]", "((a{1000}){1000}){1000}", "("] {
            assert!(runnable(pattern).is_none(), "{pattern}");
        }
    }
}
