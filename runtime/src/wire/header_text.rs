use std::borrow::Cow;

use http::HeaderValue;

/// The value of a header as text: UTF-8, or else Latin-1, which HTTP used to specify and in which
/// every byte is valid. Proxies and services send both.
pub(super) fn header_text(value: &HeaderValue) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_utf_8_or_else_latin_1() {
        for (bytes, text) in
            [("Größe".as_bytes(), "Größe"), (b"Gr\xf6\xdfe", "Größe"), (b"\xff", "ÿ")]
        {
            assert_eq!(header_text(&HeaderValue::from_bytes(bytes).unwrap()), text);
        }
    }
}
