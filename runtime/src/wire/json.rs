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

/// The start of a body as one line of text, for an error message.
pub fn quote_start(body: &[u8]) -> String {
    const LIMIT: usize = 120;
    let text = String::from_utf8_lossy(&body[..body.len().min(4 * LIMIT)]);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{:?}…", &line[..end]),
        None => format!("{line:?}"),
    }
}
