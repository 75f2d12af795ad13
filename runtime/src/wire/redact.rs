use std::borrow::Cow;

/// Text without the session tokens in it. A service that refuses a signature quotes what it has
/// signed itself, `x-amz-security-token:…` included, and proxies echo the headers of a request.
pub(super) fn redact(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    let mut clean = String::new();
    let mut done = 0;
    for (start, name) in lower.match_indices(NAME) {
        let behind = &text[start + name.len()..];
        let value = behind.trim_start_matches(is_between);
        let between = &behind[..behind.len() - value.len()];
        let length = value.find(is_end).unwrap_or(value.len());
        // A list of the signed headers has the name without a value.
        if start < done || length == 0 || !between.contains([':', '=']) {
            continue;
        }
        clean.push_str(&text[done..text.len() - value.len()]);
        clean.push_str("[redacted]");
        done = text.len() - value.len() + length;
    }
    match done {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(clean + &text[done..]),
    }
}

const NAME: &str = "x-amz-security-token";

/// What stands between name and value in a header, a query, a canonical request or JSON.
fn is_between(character: char) -> bool {
    matches!(character, ':' | '=' | ' ' | '"' | '\'' | '\\')
}

fn is_end(character: char) -> bool {
    character.is_whitespace() || matches!(character, '&' | '"' | '\'' | '\\' | '<' | ',' | ';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_token_is_taken_out_wherever_it_stands() {
        for (text, clean) in [
            (
                "x-amz-security-token:IQ/+==\nhost;x-amz",
                "x-amz-security-token:[redacted]\nhost;x-amz",
            ),
            (r"x-amz-security-token:IQ\nhost", r"x-amz-security-token:[redacted]\nhost"),
            ("?X-Amz-Security-Token=I%2BQ&X-Amz-D=1", "?X-Amz-Security-Token=[redacted]&X-Amz-D=1"),
            (r#"{"X-Amz-Security-Token": "IQ"}"#, r#"{"X-Amz-Security-Token": "[redacted]"}"#),
            ("é X-AMZ-SECURITY-TOKEN: IQ", "é X-AMZ-SECURITY-TOKEN: [redacted]"),
            (
                "x-amz-security-token:a x-amz-security-token:b",
                "x-amz-security-token:[redacted] x-amz-security-token:[redacted]",
            ),
        ] {
            assert_eq!(redact(text), clean);
        }
    }

    #[test]
    fn a_name_without_a_value_is_left() {
        for text in ["host;x-amz-date;x-amz-security-token\nabc", "x-amz-security-token:\n", "a"] {
            assert_eq!(redact(text), text);
        }
    }
}
