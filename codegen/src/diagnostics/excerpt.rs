use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// A line of a file, ready to print: cut to a window if it is long, with tabs as spaces and without
/// characters that would affect the terminal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Excerpt {
    /// The line, or the window.
    pub text: String,
    /// The number of terminal columns before the marked part.
    pub before: usize,
    /// The number of marked columns; at least 1.
    pub marked: usize,
}

/// Longer lines are cut to a window of this many columns.
const WIDEST: usize = 100;

/// How many columns before the marked part the window shows.
const LEAD: usize = 36;

impl Excerpt {
    /// The line of `text` that a range of bytes is on, or starts on.
    pub(crate) fn of(text: &str, marked: Range<usize>) -> Option<Self> {
        let before = text.get(..marked.start)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(marked.start..)?;
        let line_end = marked.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let before = Shown::of(before.get(line_start..)?.chars().rev(), usize::MAX);
        let marked_end = marked.end.min(line_end);
        let marked = Shown::of(text.get(marked.start..marked_end)?.chars(), WIDEST);
        let after = Shown::of(text.get(marked_end..line_end)?.chars(), WIDEST);
        Some(Self::clipped(&before, &marked, &after))
    }

    fn clipped(before: &Shown, marked: &Shown, after: &Shown) -> Self {
        let is_whole = !before.is_cut && !marked.is_cut && !after.is_cut;
        if is_whole && before.width + marked.width + after.width <= WIDEST {
            return Self::joined(before, "", marked, after, "");
        }
        let before = before.shortened(LEAD);
        let marked = marked.shortened(WIDEST - 2 * LEAD + LEAD / 2);
        let left = WIDEST.saturating_sub(before.width + marked.width);
        let after = if marked.is_cut { Shown::default() } else { after.shortened(left) };
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        Self::joined(
            &before,
            cut(before.is_cut),
            &marked,
            &after,
            cut(marked.is_cut || after.is_cut),
        )
    }

    fn joined(before: &Shown, start: &str, marked: &Shown, after: &Shown, end: &str) -> Self {
        let mut text = start.to_owned();
        text.extend(before.cells.iter().rev().map(String::as_str));
        text.extend(marked.cells.iter().map(String::as_str));
        text.extend(after.cells.iter().map(String::as_str));
        text.push_str(end);
        let width = before.width + start.chars().count();
        Self { text: text.trim_end().to_owned(), before: width, marked: marked.width.max(1) }
    }
}

/// Characters as a terminal shows them.
#[derive(Default)]
struct Shown {
    cells: Vec<String>,
    width: usize,
    /// Whether there were more than `most` columns.
    is_cut: bool,
}

impl Shown {
    /// The characters that fit into `most` columns, and at most twice a window.
    fn of(characters: impl Iterator<Item = char>, most: usize) -> Self {
        let mut shown = Self::default();
        for character in characters {
            let (cell, width) = cell(character);
            if shown.width + width > most.min(2 * WIDEST) || shown.cells.len() > 4 * WIDEST {
                shown.is_cut = true;
                break;
            }
            shown.cells.push(cell);
            shown.width += width;
        }
        shown
    }

    fn shortened(&self, most: usize) -> Self {
        let mut short = Self { is_cut: self.is_cut, ..Self::default() };
        for cell in &self.cells {
            let width: usize = cell.chars().map(|c| c.width().unwrap_or(0)).sum();
            if short.width + width > most {
                short.is_cut = true;
                break;
            }
            short.cells.push(cell.clone());
            short.width += width;
        }
        short
    }
}

/// What is printed for a character, and how wide it is.
fn cell(character: char) -> (String, usize) {
    match character {
        '\t' => ("    ".to_owned(), 4),
        other if is_disruptive(other) => ('\u{fffd}'.to_string(), 1),
        other => (other.to_string(), other.width().unwrap_or(0)),
    }
}

/// Control characters, and those that change the direction of text.
fn is_disruptive(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line, and below it the marked part.
    fn shown(text: &str, marked: &str) -> String {
        let start = text.find(marked).unwrap();
        let excerpt = Excerpt::of(text, start..start + marked.len()).unwrap();
        format!("{}\n{}{}", excerpt.text, " ".repeat(excerpt.before), "^".repeat(excerpt.marked))
    }

    #[test]
    fn a_short_line_is_shown_as_it_is() {
        assert_eq!(shown("{\n  \"a\": 12,\n}", "12"), "  \"a\": 12,\n       ^^");
        assert_eq!(shown("\"a\": 12\r\n}", "12"), "\"a\": 12\n     ^^");
        let at_the_end = Excerpt::of("{\"a\"", 4..4).unwrap();
        assert_eq!((at_the_end.before, at_the_end.marked), (4, 1));
    }

    #[test]
    fn tabs_and_wide_characters_take_their_columns() {
        assert_eq!(shown("\t\"a\": 1", "1"), "    \"a\": 1\n         ^");
        assert_eq!(shown("\"温度\": 1", "1"), "\"温度\": 1\n        ^");
        assert_eq!(shown("\"e\u{301}\": 1", "1"), "\"e\u{301}\": 1\n     ^");
        assert_eq!(shown("\"x\u{202e}\": 1", "1"), "\"x\u{fffd}\": 1\n      ^");
    }

    #[test]
    fn a_long_line_is_cut_to_a_window() {
        let text = format!("{}here{}", "a".repeat(3_000_000), "b".repeat(3_000_000));
        let excerpt = Excerpt::of(&text, 3_000_000..3_000_004).unwrap();
        let expected = format!("…{}here{}…", "a".repeat(LEAD), "b".repeat(WIDEST - LEAD - 4));
        assert_eq!(excerpt.text, expected);
        assert_eq!((excerpt.before, excerpt.marked), (LEAD + 1, 4));
    }

    #[test]
    fn a_long_mark_is_cut() {
        let text = format!("\"{}\": 1", "x".repeat(500));
        let excerpt = Excerpt::of(&text, 0..502).unwrap();
        assert!(excerpt.text.ends_with("x…") && excerpt.text.chars().count() <= WIDEST);
        assert_eq!(excerpt.before, 0);
    }

    #[test]
    fn a_range_that_is_not_in_the_text_has_no_line() {
        assert_eq!(Excerpt::of("a", 7..9), None);
    }
}
