use std::collections::BTreeMap;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Details of a status that the service accepts, whatever they were made of.
///
/// * Characters that the service refuses are replaced: in values, those that are not printable
///   (line ends, tabs, control and unassigned characters) by a space; in names, all but
///   `a-z A-Z 0-9 : _ -` by `_`.
/// * A name is cut after 128 characters. A value is cut to 1,024: [`insert`](Self::insert) keeps
///   its beginning, [`insert_tail`](Self::insert_tail) its end, which is what matters of a log.
/// * A value without any printable character is left out, since the service refuses empty ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusDetails(BTreeMap<String, String>);

impl StatusDetails {
    /// No details.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a value. Of a long one, the beginning is kept.
    pub fn insert(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        self.set(name.as_ref(), value.as_ref().chars().take(MAX_VALUE).map(accepted).collect());
    }

    /// Sets a value. Of a long one, the end is kept.
    pub fn insert_tail(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        let value = value.as_ref().trim_end();
        let start = value.char_indices().rev().nth(MAX_VALUE - 1).map_or(0, |(index, _)| index);
        self.set(name.as_ref(), value[start..].chars().map(accepted).collect());
    }

    /// [`insert`](Self::insert), for chains of calls.
    #[must_use]
    pub fn with(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.insert(name, value);
        self
    }

    /// [`insert_tail`](Self::insert_tail), for chains of calls.
    #[must_use]
    pub fn with_tail(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.insert_tail(name, value);
        self
    }

    /// The details, as they are sent.
    pub fn as_map(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn set(&mut self, name: &str, value: String) {
        let name = accepted_name(name);
        match value.trim().is_empty() {
            true => self.0.remove(&name),
            false => self.0.insert(name, value),
        };
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for StatusDetails {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        pairs.into_iter().fold(Self::new(), |details, (name, value)| details.with(name, value))
    }
}

/// A name that the service accepts.
pub(crate) fn accepted_name(name: &str) -> String {
    let accepted = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ':' | '_' | '-' => c,
        _ => '_',
    };
    let name: String = name.chars().take(MAX_NAME).map(accepted).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

/// A character of a value that the service accepts: `[^\p{C}]`.
fn accepted(c: char) -> char {
    match c.general_category_group() {
        GeneralCategoryGroup::Other => ' ',
        _ => c,
    }
}

/// The longest name and value that the service accepts, in characters.
const MAX_NAME: usize = 128;
const MAX_VALUE: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        StatusDetails::new().with("name", text).as_map().get("name").cloned()
    }

    #[test]
    fn what_the_service_refuses_in_a_value_becomes_a_space() {
        assert_eq!(value("a\nb\tc\r\n\u{0}\u{7f}").as_deref(), Some("a b c    "));
        // Format, private use and unassigned characters.
        assert_eq!(value("a\u{200d}b\u{e000}c\u{378}d").as_deref(), Some("a b c d"));
        assert_eq!(value("Größe 5 µm, 漢字, 🚀").as_deref(), Some("Größe 5 µm, 漢字, 🚀"));
    }

    #[test]
    fn a_value_without_content_is_left_out() {
        assert_eq!(value(""), None);
        assert_eq!(value(" \n\t"), None);
        assert!(StatusDetails::new().with("a", "1").with("a", "").is_empty());
    }

    #[test]
    fn a_long_value_is_cut_between_characters() {
        let long = "ä".repeat(2000) + "z";
        let kept = value(&long).unwrap();
        assert_eq!(kept, "ä".repeat(1024));
        let details = StatusDetails::new().with_tail("log", &long);
        let kept = &details.as_map()["log"];
        assert_eq!(*kept, "ä".repeat(1023) + "z");
        let details = StatusDetails::new().with_tail("log", "short\n");
        assert_eq!(details.as_map()["log"], "short");
    }

    #[test]
    fn a_name_gets_only_characters_that_the_service_accepts() {
        assert_eq!(accepted_name("exit code (ä)"), "exit_code____");
        assert_eq!(accepted_name(""), "_");
        assert_eq!(accepted_name(&"n".repeat(200)).len(), 128);
    }
}
