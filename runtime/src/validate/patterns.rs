use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use regex_lite::Regex;

/// Whether a pattern matches somewhere in a text. A pattern is compiled the first time that this
/// process uses it. One that cannot be compiled matches everything, as the generator has tried every
/// pattern that it emits.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    PATTERNS.matches(pattern, text)
}

static PATTERNS: Patterns = Patterns(RwLock::new(None));

/// The patterns in use. Those of emitted code are far fewer than there is room for; what comes beyond
/// is compiled each time.
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
