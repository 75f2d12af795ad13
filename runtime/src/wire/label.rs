use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::BuildError;

/// A member that travels as one segment of the path, percent-encoded when displayed.
///
/// # Errors
/// An empty value would address another resource, and servers and proxies resolve `.` and `..`.
/// Both are errors.
pub(super) fn label<'a>(member: &'static str, value: &'a str) -> Result<Label<'a>, BuildError> {
    match value {
        "" => Err(BuildError::label(member, "is empty, but is part of the path")),
        "." | ".." => {
            Err(BuildError::label(member, "is a dot segment, which a path cannot contain"))
        }
        _ => Ok(Label { value, set: SEGMENT }),
    }
}

/// A member that travels as several segments of the path: like [`label`], but `/` is kept.
///
/// # Errors
/// The value is empty, or one of its segments is `.` or `..`.
pub(super) fn greedy_label<'a>(
    member: &'static str,
    value: &'a str,
) -> Result<Label<'a>, BuildError> {
    if value.is_empty() {
        return label(member, value);
    }
    for segment in value.split('/').filter(|segment| !segment.is_empty()) {
        label(member, segment)?;
    }
    Ok(Label { value, set: SEGMENTS })
}

/// A percent-encoded part of a path; see [`label()`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'a> {
    value: &'a str,
    set: &'static AsciiSet,
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        utf8_percent_encode(self.value, self.set).fmt(f)
    }
}

/// The part before the next label of a template, the label, and the rest.
pub(super) fn next_label(
    template: &'static str,
) -> Option<(&'static str, &'static str, &'static str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Whether a member is a label of a path.
pub(super) fn is_label(path: &'static str, member: &str) -> bool {
    let mut rest = path;
    while let Some((_, name, after)) = next_label(rest) {
        if bare(name) == member {
            return true;
        }
        rest = after;
    }
    false
}

/// The name of a label without the `+` of a greedy one.
pub(super) fn bare(name: &str) -> &str {
    name.trim_end_matches('+')
}

/// All but the unreserved characters of RFC 3986.
pub(crate) const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Like [`SEGMENT`], but `/` is kept.
pub(crate) const SEGMENTS: &AsciiSet = &SEGMENT.remove(b'/');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_the_unreserved_characters_is_encoded() {
        let encoded = |value| label("name", value).unwrap().to_string();
        assert_eq!(encoded("a:b_-C1"), "a%3Ab_-C1");
        assert_eq!(encoded("$next"), "%24next");
        assert_eq!(encoded("a/b ~é"), "a%2Fb%20~%C3%A9");
        assert_eq!(greedy_label("name", "a/b c").unwrap().to_string(), "a/b%20c");
    }

    #[test]
    fn a_label_that_would_change_the_path_is_refused() {
        for value in ["", ".", ".."] {
            let error = label("thingName", value).unwrap_err().to_string();
            assert!(error.starts_with("`thingName` is "), "{error}");
        }
        assert!(greedy_label("key", "a/../b").is_err());
    }
}
