use std::fmt::{self, Write};

/// External text as part of one line: whitespace is collapsed, terminal control characters are
/// escaped, and text beyond 500 characters, or beyond the precision, is truncated.
#[derive(Clone, Copy, Debug)]
pub struct OneLine<'a>(pub &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut room = f.precision().unwrap_or(LIMIT);
        for (index, word) in self.0.split_whitespace().enumerate() {
            let space = (index > 0).then_some(' ');
            for character in space.into_iter().chain(word.chars()) {
                if room == 0 {
                    return f.write_char('…');
                }
                room -= 1;
                match is_obeyed(character) {
                    true => write!(f, "{}", character.escape_unicode())?,
                    false => f.write_char(character)?,
                }
            }
        }
        Ok(())
    }
}

/// Control characters, and those that change the direction of text.
fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// Enough for messages to people, but not for dumps.
const LIMIT: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_left_as_it_is() {
        let text = r#"no "thing" like it's \ is – ключ"#;
        assert_eq!(OneLine(text).to_string(), text);
        assert_eq!(OneLine("").to_string(), "");
    }

    #[test]
    fn line_breaks_become_spaces_and_control_characters_are_escaped() {
        assert_eq!(OneLine(" a\r\n\tb\u{2028}c ").to_string(), "a b c");
        assert_eq!(OneLine("\u{1b}[2Ja\0\u{202e}").to_string(), r"\u{1b}[2Ja\u{0}\u{202e}");
    }

    #[test]
    fn long_text_is_cut_at_the_limit_or_the_precision() {
        let long = OneLine(&"é ".repeat(1 << 20)).to_string();
        assert_eq!(long.chars().count(), 501);
        assert!(long.ends_with('…'));
        assert_eq!(OneLine(&"x".repeat(500)).to_string(), "x".repeat(500));
        assert_eq!(format!("{:.3}", OneLine("ab cd")), "ab …");
    }
}
