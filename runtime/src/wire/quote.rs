use super::redact::redact;

/// The start of a body for an error message, following `it starts`: one line of text without
/// session tokens, or the number of bytes if they are not text.
pub fn quote_start(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(START)]);
    if is_text(&text) {
        return quote(&text);
    }
    match body.len() {
        1 => "with 1 byte, which is not text".to_owned(),
        bytes => format!("with {bytes} bytes, which are not text"),
    }
}

/// The start of a text as one quoted line. Session tokens are removed.
pub(crate) fn quote(text: &str) -> String {
    let start = &text[..text.floor_char_boundary(START)];
    let line = redact(start).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{:?}…", &line[..end]),
        None => format!("{line:?}"),
    }
}

/// Compressed bytes are not text. A page in a legacy encoding is, with a few characters replaced.
fn is_text(text: &str) -> bool {
    let is_odd = |character: &char| {
        *character == char::REPLACEMENT_CHARACTER
            || character.is_control() && !character.is_whitespace()
    };
    text.chars().filter(is_odd).count() * 8 <= text.chars().count()
}

/// The number of bytes that are examined: whitespace may be collapsed.
const START: usize = 4 * LIMIT;
/// The number of characters that are quoted.
const LIMIT: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_is_one_line_with_a_mark_where_it_is_cut() {
        assert_eq!(quote_start(b"<p>\n  \"a\"\0</p>"), r#""<p> \"a\"\0</p>""#);
        let long = quote_start("é".repeat(1000).as_bytes());
        assert_eq!(long, format!("{:?}…", "é".repeat(120)));
    }

    #[test]
    fn a_token_is_left_out_even_if_only_its_start_is_quoted() {
        let token = format!("X-Amz-Security-Token: {}", "s".repeat(2000));
        assert_eq!(quote_start(token.as_bytes()), r#""X-Amz-Security-Token: [redacted]""#);
        assert_eq!(quote(&token), r#""X-Amz-Security-Token: [redacted]""#);
    }

    #[test]
    fn bytes_that_are_not_text_are_counted() {
        let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0C\xbf\xa6\xa3\x02\0\0\0";
        assert_eq!(quote_start(gzip), "with 22 bytes, which are not text");
        assert_eq!(quote_start(b"\xff"), "with 1 byte, which is not text");
        assert_eq!(quote_start(b""), r#""""#);
        assert_eq!(
            quote_start(b"<p>Zugriff verweigert f\xfcr pump</p>").matches('\u{fffd}').count(),
            1
        );
        assert_eq!(quote("\0\u{1}"), r#""\0\u{1}""#);
    }
}
