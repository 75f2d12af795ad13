use serde::de::DeserializeOwned;

use crate::error::DecodeError;

/// Reads a JSON body. An empty one counts as `{}`: services leave out a body with nothing in it.
///
/// # Errors
/// The body is not JSON, is cut short, lacks a required member or holds a value of another type.
/// The error quotes the start of what came.
pub fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let json = if body.is_empty() { b"{}" } else { body };
    // serde would fill a structure from a list as well, member by member.
    if json.trim_ascii_start().first() != Some(&b'{') {
        return Err(DecodeError::new("it is not a JSON object", body));
    }
    serde_json::from_slice(json).map_err(|error| DecodeError::new(error, body))
}
