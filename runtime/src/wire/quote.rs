use super::redact::redact;

/// The start of a body as one line of text, for an error message. Session tokens are left out.
pub fn quote_start(body: &[u8]) -> String {
    const LIMIT: usize = 120;
    let text = String::from_utf8_lossy(&body[..body.len().min(4 * LIMIT)]);
    let line = redact(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{:?}…", &line[..end]),
        None => format!("{line:?}"),
    }
}

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
        let quote = quote_start(format!("X-Amz-Security-Token: {}", "s".repeat(2000)).as_bytes());
        assert_eq!(quote, r#""X-Amz-Security-Token: [redacted]""#);
    }
}
