//! Wraps words to lines.

use super::escape::{at_line_start, is_marker};

/// A part of a paragraph that must stay on one line.
pub(super) struct Word {
    pub(super) text: String,
    /// The gap before it.
    pub(super) gap: Gap,
    /// Whether no code, link or style continues after it.
    pub(super) is_closed: bool,
}

#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(super) enum Gap {
    /// A line may end here.
    #[default]
    Space,
    /// A line must not end here.
    Fixed,
    /// A line must end here.
    Break,
}

/// Lines of a paragraph.
pub(super) fn wrap(words: &[Word], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for Word { text, gap, .. } in words {
        let word = text.chars().count();
        let may_end = *gap == Gap::Space && !is_marker(text);
        if *gap == Gap::Break && !line.is_empty() {
            lines.push(std::mem::take(&mut line) + "\\");
        } else if may_end && !line.is_empty() && length + 1 + word > width {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = at_line_start(text);
            length = line.chars().count();
        } else {
            line.push(' ');
            line.push_str(text);
            length += 1 + word;
        }
    }
    lines.extend(Some(line).filter(|line| !line.is_empty()));
    lines
}

/// All words on one line, as in a heading or the cell of a table.
pub(super) fn joined(words: &[Word]) -> String {
    let text = |Word { text, .. }: &Word| match text.chars().all(|c| c == '#') {
        // A heading may have some at its end too.
        true => format!("\\{text}"),
        false => text.clone(),
    };
    words.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// The words up to the first full stop.
pub(super) fn first_sentence(words: &[Word]) -> &[Word] {
    let stop = words.iter().position(|word| word.is_closed && word.text.ends_with('.'));
    &words[..stop.map_or(words.len(), |stop| stop + 1)]
}
