//! Escapes characters that Markdown would interpret.

/// Whether a character of text needs a backslash. `before` is the preceding character in its word,
/// and `rest` is the text from this character on.
pub(super) fn needs_escape(c: char, before: Option<char>, rest: &str) -> bool {
    let mut after = rest[c.len_utf8()..].chars();
    let next = after.next().filter(|next| !next.is_whitespace());
    let is_alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '`' | '[' | ']' | '<' | '>' | '*' => true,
        // At the end of a line, it would be a line break; before a link, it would disable the link.
        '\\' => {
            next.is_none_or(|next| next.is_ascii_punctuation()) || rest[1..].starts_with("http")
        }
        // In the middle of a word, it is always text.
        '_' => !(is_alphanumeric(before) && is_alphanumeric(next)),
        // At the start of a word, it closes nothing.
        '~' => before.is_some() || next.is_none_or(|next| next == '~'),
        '&' => is_entity(rest),
        // An option of a command would become a dash.
        '-' => before.is_none() && next == Some('-') && is_alphanumeric(after.next()),
        _ => false,
    }
}

/// Whether a text starts with a possible entity.
pub(super) fn is_entity(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('&') else { return false };
    let name = rest.split(|c: char| c != '#' && !c.is_ascii_alphanumeric()).next();
    name.is_some_and(|name| !name.is_empty() && rest[name.len()..].starts_with(';'))
}

/// A word at the start of a line, escaped if it would start a list, a heading, a rule or a table.
pub(super) fn at_line_start(word: &str) -> String {
    let number = word.trim_end_matches(['.', ')']);
    match is_marker(word) {
        true if number.len() == word.len() => format!("\\{word}"),
        true => format!("{number}\\{}", &word[number.len()..]),
        false => word.to_owned(),
    }
}

/// Whether a word would be a marker at the start of a line.
pub(super) fn is_marker(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    word.chars().all(|c| "-+#=|:".contains(c)) || number.len() < word.len() && is_number
}

pub(super) fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or_default()
}
