//! Writes Markdown that rustc, rustfmt and rustdoc accept without a warning, and of which nothing
//! is compiled. Readers of HTML and Markdown determine the meaning of a text; only this module
//! determines how it is written.

mod escape;
mod inline;
mod layout;
mod target;
mod wrap;

pub(super) use self::inline::Style;
use self::inline::{Piece, words};
use self::layout::{Block, Layout};
use self::wrap::{Word, first_sentence, joined, wrap};
use crate::ir::Docs;

/// Collects the pieces of a paragraph until it is complete, then writes it.
#[derive(Default)]
pub(super) struct Writer {
    layout: Layout,
    pieces: Vec<Piece>,
    summary: Vec<String>,
}

impl Writer {
    /// Plain text. Whitespace is collapsed.
    pub(super) fn text(&mut self, text: &str) {
        let text = text.chars().map(visible);
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.extend(text),
            _ => self.pieces.push(Piece::Text(text.collect())),
        }
    }

    pub(super) fn code(&mut self, text: &str) {
        let text = text.chars().map(visible);
        match self.pieces.last_mut() {
            Some(Piece::Code(last)) => last.extend(text),
            _ => self.pieces.push(Piece::Code(text.collect())),
        }
    }

    /// A colon, without whitespace before it.
    pub(super) fn colon(&mut self) {
        if let Some(Piece::Text(text)) = self.pieces.last_mut() {
            text.truncate(text.trim_end().len());
        }
        self.text(": ");
    }

    pub(super) fn open(&mut self, style: Style) {
        self.pieces.push(Piece::Open(style));
    }

    pub(super) fn close(&mut self) {
        self.pieces.push(Piece::Close);
    }

    /// Starts a link if the target is absolute; otherwise, what follows is text.
    pub(super) fn open_link(&mut self, target: &str) {
        self.pieces.push(Piece::Link(target::absolute(target)));
    }

    pub(super) fn close_link(&mut self) {
        self.pieces.push(Piece::EndLink);
    }

    pub(super) fn line_break(&mut self) {
        self.pieces.push(Piece::Break);
    }

    /// Ends a paragraph, if there is one.
    pub(super) fn paragraph(&mut self) {
        let words = self.take_words();
        if !words.is_empty() {
            self.layout.begin(Block::Paragraph);
            for line in wrap(&words, self.layout.width()) {
                self.layout.line(&line);
            }
        }
    }

    /// Turns the collected pieces into a heading on one line.
    pub(super) fn heading(&mut self, level: usize) {
        let words = self.take_words();
        if !words.is_empty() {
            self.layout.begin(Block::Other);
            self.layout.line(&format!("{} {}", "#".repeat(level.clamp(1, 6)), joined(&words)));
        }
    }

    /// A block of plain code, which is not compiled.
    pub(super) fn code_block(&mut self, text: &str) {
        self.paragraph();
        let text: String = text.replace("\r\n", "\n").replace('\t', "    ");
        let lines = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
        let lines = lines.map(|line| line.chars().map(visible).collect::<String>());
        let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
        let is_blank = |line: &String| line.is_empty();
        let Some(first) = lines.iter().position(|line| !is_blank(line)) else { return };
        let last = lines.iter().rposition(|line| !is_blank(line)).unwrap_or(first);
        let fence = "`".repeat(escape::longest_run(&text, '`').max(2) + 1);
        self.layout.begin(Block::Other);
        self.layout.line(&format!("{fence}text"));
        lines[first..=last].iter().for_each(|line| self.layout.line(line));
        self.layout.line(&fence);
    }

    pub(super) fn rule(&mut self) {
        self.paragraph();
        self.layout.begin(Block::Other);
        self.layout.line("---");
    }

    /// The collected pieces on one line.
    pub(super) fn line(&mut self) -> String {
        wrap(&self.take_words(), usize::MAX).concat()
    }

    /// Ends a cell of a table.
    pub(super) fn cell(&mut self) -> String {
        // A bar ends a cell, even in code.
        joined(&self.take_words()).replace('|', "\\|")
    }

    /// A table: its headings, the Markdown line below them, and its rows.
    pub(super) fn table(&mut self, heads: &[String], rules: &[&str], rows: &[Vec<String>]) {
        self.paragraph();
        self.layout.begin(Block::Other);
        self.layout.line(&row(heads));
        self.layout.line(&format!("|{}|", rules.join("|")));
        rows.iter().for_each(|cells| self.layout.line(&row(cells)));
    }

    pub(super) fn open_quote(&mut self) {
        self.paragraph();
        self.layout.open_quote();
    }

    /// Starts a list, which is numbered if it has a start.
    pub(super) fn open_list(&mut self, start: Option<u64>) {
        self.paragraph();
        self.layout.open_list(start);
    }

    pub(super) fn open_item(&mut self) {
        self.paragraph();
        self.layout.open_item();
    }

    /// Closes the innermost quote, list or item.
    pub(super) fn close_block(&mut self) {
        self.paragraph();
        self.layout.close();
    }

    pub(super) fn finish(mut self) -> Docs {
        self.paragraph();
        Docs { lines: self.layout.finish(), summary: self.summary }
    }

    fn take_words(&mut self) -> Vec<Word> {
        let words = words(&std::mem::take(&mut self.pieces));
        if self.summary.is_empty() {
            self.summary = wrap(first_sentence(&words), layout::WIDTH);
        }
        words
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// Replaces characters that affect surrounding text by U+FFFD: control characters, and direction
/// marks, which rustc rejects.
pub(super) fn visible(c: char) -> char {
    let is_direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match c.is_control() && !c.is_whitespace() || is_direction {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    }
}
