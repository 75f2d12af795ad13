mod surrogates;

use serde::de::DeserializeOwned;
use serde_json::Deserializer;
use serde_json::de::SliceRead;

use super::filter::Filter;
use crate::error::DecodeError;
use crate::memory::MemoryLimit;

/// Reads a JSON object. A body that is empty, blank or `null` counts as `{}`, because services omit
/// empty bodies. A byte order mark is skipped, and an unpaired surrogate becomes U+FFFD.
///
/// # Errors
/// The body is not JSON, is truncated, lacks a required member, contains a value of the wrong type,
/// or exceeds the default [`MemoryLimit`]. The error quotes the start of the body.
pub fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let value = MemoryLimit::default().within(|| object(body));
    value.map_err(|problem| DecodeError::new(problem, body))
}

/// Reads a JSON object; `{}` if there is none.
pub(super) fn object<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    Ok(parse(braced(body)?, |json| T::deserialize(json))?)
}

/// Like [`object`], but ignores some members.
pub(super) fn object_without<T: DeserializeOwned>(
    elsewhere: &[&str],
    body: &[u8],
) -> Result<T, Problem> {
    Ok(parse(braced(body)?, |json| T::deserialize(Filter { inner: json, elsewhere }))?)
}

/// The content of a body, without a byte order mark; `None` if it is blank.
pub(super) fn content(body: &[u8]) -> Option<&[u8]> {
    let json = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    (!json.trim_ascii_start().is_empty()).then_some(json)
}

/// Like [`content`], but `None` for `null` too.
pub(super) fn content_but_null(body: &[u8]) -> Option<&[u8]> {
    content(body).filter(|json| json.trim_ascii() != b"null")
}

/// Reads JSON. Only if that fails, unpaired surrogates are replaced and it is read again.
///
/// # Errors
/// It is not JSON, or does not match `T`.
pub(super) fn parse<T>(
    json: &[u8],
    read: impl Fn(&mut Deserializer<SliceRead<'_>>) -> serde_json::Result<T>,
) -> serde_json::Result<T> {
    let read = |json: &[u8]| {
        let mut json = Deserializer::from_slice(json);
        let value = read(&mut json)?;
        json.end().map(|()| value)
    };
    match read(json) {
        Err(error) if error.is_syntax() => match surrogates::replaced(json) {
            Some(json) => read(&json),
            None => Err(error),
        },
        result => result,
    }
}

/// Why a body cannot be read.
pub(super) type Problem = crate::error::BoxError;

fn braced(body: &[u8]) -> Result<&[u8], Problem> {
    let json = content_but_null(body).unwrap_or(b"{}");
    // serde would read a structure from a list too, member by member.
    match json.trim_ascii_start().first() {
        Some(b'{') => Ok(json),
        _ => Err("it is not a JSON object".into()),
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn read(body: &str) -> Result<HashMap<String, String>, String> {
        read_json(body.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_body_with_nothing_in_it_is_an_empty_object() {
        for body in
            ["", " \r\n\t", "null", " null\n", "\u{feff}", "\u{feff}null", "{}", "\u{feff} {}"]
        {
            assert_eq!(read(body), Ok(HashMap::new()), "{body:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_passed_over_at_the_start_only() {
        assert_eq!(read("\u{feff}{\"a\":\"\u{feff}\"}").unwrap()["a"], "\u{feff}");
        for body in ["\u{feff}\u{feff}{}", "{}\u{feff}", "nul", "null null", "{}null", "[]", "0"] {
            assert!(read(body).is_err(), "{body:?}");
        }
    }

    #[test]
    fn half_of_a_surrogate_pair_becomes_the_replacement_character() {
        let json = r#"{"a":"\ud83d","\uDC00":"\ud83d\ude00 \ud83d"}"#;
        let value = read(json).unwrap();
        assert_eq!(value["a"], "\u{fffd}");
        assert_eq!(value["\u{fffd}"], "\u{1f600} \u{fffd}");
        let error = read(r#"{"a":"\ud83d","b":1}"#).unwrap_err();
        assert!(error.contains("expected a string"), "{error}");
    }
}
