/// Replaces every number that a double cannot hold by `false`; `None` if there is none. Smithy's
/// decimals are unbounded, but JSON parsers are not. Another number would change the meaning;
/// `false` is rejected wherever a number matters, and harmless in unused traits. The text keeps its
/// length, so that positions stay valid.
pub(crate) fn within_doubles(text: &str) -> Option<String> {
    const STAND_IN: &str = "false";
    let mut bounded = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some(start) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        let (before, token) = rest.split_at(start);
        let length = if token.starts_with('"') { string(token) } else { number(token) };
        let (token, after) = token.split_at(length);
        bounded.push_str(before);
        if token.len() >= STAND_IN.len() && token.parse().is_ok_and(f64::is_infinite) {
            bounded.push_str(STAND_IN);
            bounded.push_str(&" ".repeat(token.len() - STAND_IN.len()));
            found = true;
        } else {
            bounded.push_str(token);
        }
        rest = after;
    }
    bounded.push_str(rest);
    found.then_some(bounded)
}

/// The length of the string at the start of a text, including quotes.
fn string(text: &str) -> usize {
    let mut is_escaped = true;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the number at the start of a text.
fn number(text: &str) -> usize {
    let is_part = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::within_doubles;

    #[test]
    fn numbers_beyond_a_double_become_false_of_the_same_length() {
        let text = r#"{"a": [1e999, -1E+400, 12], "b\"": "1e999", "é": 1e308}"#;
        let bounded = within_doubles(text).expect("two such numbers");
        assert_eq!(bounded, r#"{"a": [false, false  , 12], "b\"": "1e999", "é": 1e308}"#);
    }

    #[test]
    fn a_text_without_such_numbers_is_left_alone() {
        assert_eq!(within_doubles("[1, -2.5, \"1e999\", \"unterminated"), None);
    }
}
