//! Converts pieces of a paragraph to words of Markdown.

use super::escape::{longest_run, needs_escape};
use super::target::url;
use super::wrap::{Gap, Word};

/// A piece of a paragraph.
pub(super) enum Piece {
    Text(String),
    Code(String),
    Open(Style),
    Close,
    /// The start of a link; without a target, it is text.
    Link(Option<String>),
    EndLink,
    Break,
}

#[derive(Clone, Copy)]
pub(in crate::lower::docs) enum Style {
    Emphasis,
    Strong,
    Struck,
}

impl Style {
    fn marker(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
            Self::Struck => "~~",
        }
    }
}

pub(super) fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut line = Line::default();
    let mut rest = pieces;
    while let [piece, after @ ..] = rest {
        rest = after;
        match piece {
            Piece::Text(text) => line.text(text),
            Piece::Code(code) => line.code(code),
            Piece::Open(style) => line.open(*style),
            Piece::Close => line.close(following(after)),
            Piece::Link(target) => {
                let is_end = |piece: &Piece| matches!(piece, Piece::EndLink | Piece::Link(_));
                let end = after.iter().position(is_end).unwrap_or(after.len());
                match target {
                    Some(target) if stands_for_itself(&after[..end], target) => {
                        line.close_link();
                        line.visible('<');
                        line.current.push_str(&format!("<{target}>"));
                        rest = &after[end..];
                    }
                    target => line.open_link(target.clone()),
                }
            }
            Piece::EndLink => line.close_link(),
            Piece::Break => {
                line.space();
                line.gap = Gap::Break;
            }
        }
    }
    line.finish()
}

/// Whether the text of a link is empty or equals its target.
fn stands_for_itself(inside: &[Piece], target: &str) -> bool {
    let mut text = String::new();
    for piece in inside {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Code(code) if !code.trim().is_empty() => return false,
            _ => {}
        }
    }
    text.trim().is_empty() || text.trim() == target
}

/// The next character; `None` for whitespace and the end.
fn following(pieces: &[Piece]) -> Option<char> {
    // Only a few, because there may be any number of empty styles.
    let first = pieces.iter().take(8).find_map(|piece| match piece {
        Piece::Text(text) => text.chars().next(),
        Piece::Code(_) => Some('`'),
        Piece::Link(Some(_)) => Some('['),
        Piece::EndLink => Some(']'),
        Piece::Break => Some(' '),
        Piece::Open(_) | Piece::Close | Piece::Link(None) => None,
    });
    first.filter(|c| !c.is_whitespace())
}

#[derive(Default)]
struct Line {
    words: Vec<Word>,
    current: String,
    gap: Gap,
    /// Marks that are written before the next visible character.
    pending: Vec<Mark>,
    /// The position of the current style's marker; `None` if Markdown would not recognize one.
    style: Option<Option<Marker>>,
    /// Nested styles, which are not shown.
    nested: usize,
    /// The target of the current link.
    link: Option<String>,
}

enum Mark {
    Style(Style),
    Link,
}

struct Marker {
    style: Style,
    /// Whether the current position is in the text of a link.
    is_in_link: bool,
    word: usize,
    offset: usize,
}

impl Line {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let url = if self.link.is_some() { 0 } else { url(rest) };
            if c.is_whitespace() {
                self.space();
            } else if url > 0 {
                self.visible('<');
                self.current.push_str(&format!("<{}>", &rest[..url]));
            } else {
                self.visible(c);
                if needs_escape(c, self.current.chars().last(), rest) {
                    self.current.push('\\');
                }
                self.current.push(c);
            }
            rest = &rest[url.max(c.len_utf8())..];
        }
    }

    fn code(&mut self, code: &str) {
        let words: Vec<&str> = code.split_whitespace().collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        // Two adjacent spans would be parsed as one.
        if self.current.ends_with('`') {
            self.space();
        }
        self.visible('`');
        let fence = "`".repeat(longest_run(code, '`') + 1);
        let space = if first.starts_with('`') || last.ends_with('`') { " " } else { "" };
        self.current.push_str(&fence);
        self.current.push_str(space);
        for (position, word) in words.iter().enumerate() {
            if position > 0 {
                // Nothing can be escaped in code, and three backticks would start a block.
                let starts_line = word.starts_with(|c: char| c.is_alphabetic()) && fence.len() < 3;
                self.end_word(false);
                self.gap = if starts_line { Gap::Space } else { Gap::Fixed };
            }
            self.current.push_str(word);
        }
        self.current.push_str(space);
        self.current.push_str(&fence);
    }

    fn open(&mut self, style: Style) {
        match self.style {
            Some(_) => self.nested += 1,
            None => {
                self.style = Some(None);
                self.pending.push(Mark::Style(style));
            }
        }
    }

    fn close(&mut self, next: Option<char>) {
        if self.nested > 0 {
            self.nested -= 1;
            return;
        }
        self.pending.retain(|mark| matches!(mark, Mark::Link));
        let Some(Some(marker)) = self.style.take() else { return };
        let text = marker.style.marker();
        let crosses_link = marker.is_in_link != self.link.is_some();
        let is_right_of_word = self.last().is_some_and(char::is_alphanumeric)
            || self.current.is_empty()
            || next.is_none_or(|next| next.is_ascii_punctuation());
        match is_right_of_word && !crosses_link && !self.last().is_some_and(|c| text.ends_with(c)) {
            true => self.attach(text),
            false => self.erase(&marker),
        }
    }

    /// Removes the opening marker of a style.
    fn erase(&mut self, marker: &Marker) {
        let word = match self.words.get_mut(marker.word) {
            Some(word) => &mut word.text,
            None => &mut self.current,
        };
        let length = marker.style.marker().len();
        word.replace_range(marker.offset..marker.offset + length, "");
    }

    fn open_link(&mut self, target: Option<String>) {
        self.close_link();
        if target.is_some() {
            self.pending.push(Mark::Link);
        }
        self.link = target;
    }

    fn close_link(&mut self) {
        let Some(target) = self.link.take() else { return };
        if let Some(marker) =
            self.style.as_mut().and_then(|style| style.take_if(|it| it.is_in_link))
        {
            self.erase(&marker);
        }
        let marks = self.pending.len();
        self.pending.retain(|mark| !matches!(mark, Mark::Link));
        // Otherwise, nothing visible was written.
        if self.pending.len() == marks {
            self.attach(&format!("]({target})"));
        }
    }

    /// Appends to the last word, ignoring any whitespace in between.
    fn attach(&mut self, text: &str) {
        match self.words.last_mut() {
            Some(word) if self.current.is_empty() => word.text.push_str(text),
            _ => self.current.push_str(text),
        }
    }

    fn last(&self) -> Option<char> {
        let word = match self.words.last() {
            Some(word) if self.current.is_empty() => &word.text,
            _ => &self.current,
        };
        word.chars().last()
    }

    /// Writes pending marks before something visible.
    fn visible(&mut self, first: char) {
        for mark in std::mem::take(&mut self.pending) {
            let style = match mark {
                Mark::Link => {
                    // It would become an image.
                    if self.current.ends_with('!') {
                        self.current.insert(self.current.len() - 1, '\\');
                    }
                    self.current.push('[');
                    continue;
                }
                Mark::Style(style) => style,
            };
            let before = self.current.chars().last();
            let is_left_of_word = first.is_alphanumeric() && before != Some('~')
                || before.is_none_or(|c| c.is_ascii_punctuation() && c != '~');
            if is_left_of_word && before != Some('*') {
                let offset = self.current.len();
                let (word, is_in_link) = (self.words.len(), self.link.is_some());
                self.style = Some(Some(Marker { style, is_in_link, word, offset }));
                self.current.push_str(style.marker());
            }
        }
    }

    fn space(&mut self) {
        self.end_word(self.style.is_none() && self.link.is_none());
    }

    fn end_word(&mut self, is_closed: bool) {
        if !self.current.is_empty() {
            let text = std::mem::take(&mut self.current);
            self.words.push(Word { text, gap: self.gap, is_closed });
            self.gap = Gap::Space;
        }
    }

    fn finish(mut self) -> Vec<Word> {
        self.nested = 0;
        self.close(None);
        self.close_link();
        self.space();
        self.words
    }
}
