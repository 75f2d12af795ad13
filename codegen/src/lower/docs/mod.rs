//! Documentation: HTML or Markdown in, lines of Markdown that rustdoc takes without a warning out.

mod escape;
mod html;

use self::escape::escape;
use super::Lowering;
use crate::ir::Docs;
use crate::smithy::traits::{Deprecated, Documentation};
use crate::smithy::{Member, Shape};

/// Short enough for `    /// ` and a hundred columns.
const WIDTH: usize = 92;

impl Lowering<'_> {
    /// The documentation of an item, or a sentence to fall back on.
    pub(super) fn docs(
        &self,
        trait_value: Option<Documentation>,
        otherwise: impl Fn() -> String,
    ) -> Docs {
        // A text such as `<p/>` says nothing either.
        let docs = trait_value.map(|docs| from_text(&docs.0)).filter(|docs| !docs.0.is_empty());
        docs.unwrap_or_else(|| from_text(&otherwise()))
    }

    pub(super) fn shape_docs(&self, shape: &Shape, otherwise: impl Fn() -> String) -> Docs {
        let mut docs = self.docs(shape.traits.get(), otherwise);
        docs.extend_with(deprecation(shape.traits.get()));
        docs
    }

    pub(super) fn value_docs(&self, value: &Member) -> Docs {
        let mut docs = self.docs(value.traits.get(), || format!("The value `{}`.", value.name));
        docs.extend_with(deprecation(value.traits.get()));
        docs
    }

    pub(super) fn member_docs(&self, member: &Member) -> Docs {
        let own = member.traits.get().or_else(|| self.model.target(member).traits.get());
        let mut docs = self.docs(own, || format!("The member `{}`.", member.name));
        docs.extend_with(deprecation(member.traits.get()));
        docs
    }
}

/// A text as lines of Markdown.
pub(super) fn from_text(text: &str) -> Docs {
    let is_html = html::is_html(text);
    let markdown = if is_html { html::to_markdown(text) } else { text.to_owned() };
    let mut lines: Vec<String> = Vec::new();
    let mut in_fence = false;
    for line in markdown.split('\n').map(str::trim_end) {
        let is_fence = line.trim_start().starts_with("```");
        if is_fence || in_fence || line.trim_start().starts_with('|') {
            // Code that is not said to be Rust would be compiled as a test.
            let is_bare = is_fence && !in_fence && line.trim() == "```";
            lines.push(if is_bare { format!("{line}text") } else { line.to_owned() });
            in_fence ^= is_fence;
        } else if !line.is_empty() {
            wrap(&escape(line, is_html), &mut lines);
        } else if lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(String::new());
        }
    }
    if in_fence {
        lines.push("```".into());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    Docs(lines)
}

impl Docs {
    /// The first sentence, as lines.
    pub(crate) fn summary(&self) -> Self {
        let paragraph = self.0.iter().take_while(|line| !line.is_empty());
        let text = paragraph.map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        let stops = text.match_indices(". ").map(|(stop, _)| stop + 1);
        let end = stops.into_iter().find(|end| is_whole(&text[..*end])).unwrap_or(text.len());
        let mut lines = Vec::new();
        wrap(&text[..end], &mut lines);
        Self(lines)
    }

    fn extend_with(&mut self, paragraph: Option<String>) {
        if let Some(paragraph) = paragraph {
            self.0.push(String::new());
            self.0.extend(from_text(&paragraph).0);
        }
    }
}

/// Whether a text leaves no code and no link open.
fn is_whole(text: &str) -> bool {
    let count = |what: &str| text.matches(what).count();
    count("`").is_multiple_of(2) && count("[") == count("]") && text.rfind("](") <= text.rfind(')')
}

fn deprecation(deprecated: Option<Deprecated>) -> Option<String> {
    let Deprecated { message, since } = deprecated?;
    let since = since.map_or(String::new(), |since| format!(" since {since}"));
    let message = message.map_or(".".to_owned(), |message| format!(": {message}"));
    Some(format!("Deprecated{since}{message}"))
}

fn wrap(paragraph: &str, lines: &mut Vec<String>) {
    let body = paragraph.trim_start();
    let starts = lines.last().is_none_or(String::is_empty);
    let indent = match paragraph.len() - body.len() {
        // What is indented that far would be code, and so a test.
        4.. if starts => String::new(),
        indent => " ".repeat(indent),
    };
    let hanging = if body.starts_with("* ") { format!("{indent}  ") } else { indent.clone() };
    let mut line = indent;
    let mut is_empty = true;
    for word in body.split_whitespace() {
        let is_full = line.chars().count() + 1 + word.chars().count() > WIDTH;
        if !is_empty && is_full && !is_marker(word) {
            lines.push(std::mem::replace(&mut line, hanging.clone()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line.trim_end().to_owned());
}

/// Whether a word at the start of a line would make a list, a heading or a quote of it.
fn is_marker(word: &str) -> bool {
    let number = word.trim_end_matches(['.', ')']);
    word.chars().all(|c| "-+*#=".contains(c))
        || number.len() < word.len() && number.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        from_text(text).0
    }

    #[test]
    fn markdown_is_wrapped_and_kept() {
        assert_eq!(lines("One.\n\n\n`a b` <https://x.y>.\n"), ["One.", "", "`a b` <https://x.y>."]);
        assert!(lines(&"word ".repeat(60)).iter().all(|line| line.len() <= WIDTH));
    }

    #[test]
    fn what_rustdoc_would_stumble_over_is_made_safe() {
        assert_eq!(lines("```\ncode [x]\n```"), ["```text", "code [x]", "```"]);
        assert_eq!(lines("See [Foo] and <bar>."), [r"See \[Foo\] and \<bar\>."]);
        assert_eq!(
            lines("See [a](https://b.c) at <https://d.e>."),
            ["See [a](https://b.c) at <https://d.e>."]
        );
        assert_eq!(lines("<p>1 < 2 and 3 > 2</p>"), [r"1 \< 2 and 3 \> 2"]);
        assert_eq!(lines("an odd ` tick"), [r"an odd \` tick"]);
    }

    #[test]
    fn a_summary_is_the_first_sentence() {
        let docs = from_text("One thing. And another.\n\nMore.");
        assert_eq!(docs.summary().0, ["One thing."]);
        let docs = from_text("One `a. b` [c. d](https://e.f) thing. And another.");
        assert_eq!(docs.summary().0, ["One `a. b` [c. d](https://e.f) thing."]);
    }

    #[test]
    fn text_does_not_become_code_or_a_list_by_where_it_stands() {
        assert_eq!(lines("One\n\n      {\n      }"), ["One", "", "{", "      }"]);
        let words = "word ".repeat(18) + "1. - # 2) word";
        assert_eq!(lines(&words).len(), 2);
        assert_eq!(lines(&words)[1], "word");
    }

    #[test]
    fn html_becomes_markdown() {
        let html = "<p>Set to <code>true</code>&nbsp;or [x].\n  See <a href=\"https://a.b/c\">the guide</a>.</p> \
                    <ul> <li> <p>One</p> </li> <li>Two &lt;y&gt;</li> </ul>";
        let expected = [
            r"Set to `true`&nbsp;or \[x\]. See [the guide](https://a.b/c).",
            "",
            "* One",
            "",
            r"* Two \<y\>",
        ];
        let found = lines(html);
        assert_eq!(
            found.iter().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            expected.iter().filter(|line| !line.is_empty()).collect::<Vec<_>>()
        );
    }
}
