use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The part of ASCII text from `start` up to but excluding `stop`, counted from the end if
/// `reverse`. `None` if the text is too short or not ASCII.
pub fn substring(text: &str, start: usize, stop: usize, reverse: bool) -> Option<&str> {
    if start >= stop || !text.is_ascii() {
        return None;
    }
    match reverse {
        true => text.get(text.len().checked_sub(stop)?..text.len() - start),
        false => text.get(start..stop),
    }
}

/// The parts between delimiters, at most `limit` of them; 0 means unlimited.
pub fn split<'a>(text: &'a str, delimiter: &str, limit: usize) -> Vec<&'a str> {
    match limit {
        0 => text.split(delimiter).collect(),
        limit => text.splitn(limit, delimiter).collect(),
    }
}

/// An item of a list. Negative indices count from the end: −1 is the last.
pub fn item<S: AsRef<str>>(items: &[S], index: isize) -> Option<&str> {
    let place = match index {
        0.. => index.unsigned_abs(),
        _ => items.len().checked_sub(index.unsigned_abs())?,
    };
    items.get(place).map(AsRef::as_ref)
}

/// Percent-encodes all but letters, digits and `-._~`.
pub fn uri_encode(text: &str) -> String {
    const ENCODED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substrings_count_from_either_end() {
        assert_eq!(substring("endpoint", 0, 3, false), Some("end"));
        assert_eq!(substring("endpoint", 0, 5, true), Some("point"));
        assert_eq!(substring("endpoint", 1, 3, true), Some("in"));
        assert_eq!(substring("end", 0, 3, true), Some("end"));
    }

    #[test]
    fn there_is_no_substring_of_short_or_foreign_text() {
        assert_eq!(substring("end", 0, 4, false), None);
        assert_eq!(substring("end", 0, 4, true), None);
        assert_eq!(substring("end", 2, 2, false), None);
        assert_eq!(substring("ende…", 0, 1, false), None);
    }

    #[test]
    fn a_limit_keeps_the_rest_together() {
        assert_eq!(split("a/b/c", "/", 0), ["a", "b", "c"]);
        assert_eq!(split("a/b/c", "/", 2), ["a", "b/c"]);
        assert_eq!(split("a/b/c", "/", 1), ["a/b/c"]);
        assert_eq!(split("", "/", 0), [""]);
    }

    #[test]
    fn items_count_from_either_end() {
        let items = ["a", "b"];
        assert_eq!((item(&items, 0), item(&items, 1)), (Some("a"), Some("b")));
        assert_eq!((item(&items, -1), item(&items, -2)), (Some("b"), Some("a")));
        assert_eq!((item(&items, 2), item(&items, -3)), (None, None));
        assert_eq!(item::<String>(&[], isize::MIN), None);
    }

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(uri_encode("a-Z_0.~"), "a-Z_0.~");
        assert_eq!(uri_encode("a b/ü%"), "a%20b%2F%C3%BC%25");
    }
}
