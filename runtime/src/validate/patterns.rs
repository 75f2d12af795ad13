use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use regex_lite::Regex;

/// Whether a pattern matches part of a text. Each pattern is compiled once per process, on first
/// use. One that cannot be compiled matches everything; the generator has compiled every pattern
/// that it emits.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    PATTERNS.matches(pattern, text)
}

static PATTERNS: Patterns = Patterns(RwLock::new(None));

/// The compiled patterns. The capacity far exceeds the number of emitted patterns; any beyond it
/// are compiled on each use.
struct Patterns(RwLock<Option<HashMap<&'static str, Option<Regex>>>>);

impl Patterns {
    fn matches(&self, pattern: &'static str, text: &str) -> bool {
        let is_match =
            |regex: &Option<Regex>| regex.as_ref().is_none_or(|regex| regex.is_match(text));
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = known.as_ref().and_then(|known| known.get(pattern)) {
            return is_match(regex);
        }
        drop(known);
        let regex = Regex::new(pattern).ok();
        let is_match = is_match(&regex);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        if known.len() < MOST {
            known.insert(pattern, regex);
        }
        is_match
    }
}

const MOST: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    impl Patterns {
        fn known(&self) -> usize {
            self.0.read().unwrap().as_ref().map_or(0, HashMap::len)
        }
    }

    #[test]
    fn a_pattern_is_compiled_once() {
        let patterns = Patterns(RwLock::new(None));
        for (pattern, text, is_match) in [
            ("^[a-z]+$", "abc", true),
            ("^[a-z]+$", "ABC", false),
            ("^[A-Z]+$", "ABC", true),
            ("^[a-z]+$", "abc", true),
            ("(", "anything", true),
            ("(", "", true),
        ] {
            assert_eq!(patterns.matches(pattern, text), is_match, "{pattern} {text}");
        }
        assert_eq!(patterns.known(), 3);
    }

    #[test]
    fn there_is_an_end_to_what_is_kept() {
        let patterns = Patterns(RwLock::new(None));
        for number in 0..MOST + 2 {
            let pattern: &'static str = format!("^{number}$").leak();
            assert!(patterns.matches(pattern, &number.to_string()));
            assert!(!patterns.matches(pattern, "x"));
        }
        assert_eq!(patterns.known(), MOST);
    }
}
