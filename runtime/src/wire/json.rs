use serde::de::DeserializeOwned;

use super::filter::Filter;
use crate::error::DecodeError;

/// Reads a JSON body. An empty one counts as `{}`: services leave out a body with nothing in it.
///
/// # Errors
/// The body is not JSON, is cut short, lacks a required member or holds a value of another type.
/// The error quotes the start of what came.
pub fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(object(body)?).map_err(|error| DecodeError::new(error, body))
}

/// As [`read_json`], but passes over some members.
pub(super) fn read_json_without<T: DeserializeOwned>(
    elsewhere: &[&str],
    body: &[u8],
) -> Result<T, DecodeError> {
    let mut json = serde_json::Deserializer::from_slice(object(body)?);
    let value = T::deserialize(Filter { inner: &mut json, elsewhere });
    value
        .and_then(|value| json.end().map(|()| value))
        .map_err(|error| DecodeError::new(error, body))
}

fn object(body: &[u8]) -> Result<&[u8], DecodeError> {
    let json = if body.is_empty() { b"{}" } else { body };
    // serde would fill a structure from a list as well, member by member.
    match json.trim_ascii_start().first() {
        Some(b'{') => Ok(json),
        _ => Err(DecodeError::new("it is not a JSON object", body)),
    }
}
