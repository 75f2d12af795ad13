//! Documentation: from HTML or Markdown to lines of Markdown that rustdoc accepts without a
//! warning.

mod html;
mod markdown;
mod writer;

use self::writer::{Writer, visible};
use super::Lowering;
use crate::ir::Docs;
use crate::smithy::traits::{Deprecated, Documentation};
use crate::smithy::{Member, Shape, Traits};

impl Lowering<'_> {
    pub(super) fn shape_docs(&self, shape: &Shape, otherwise: impl Fn() -> String) -> Docs {
        let mut docs = documentation(text(&shape.traits), otherwise);
        docs.extend_with(deprecation(shape.traits.get()));
        docs
    }

    pub(super) fn value_docs(&self, value: &Member) -> Docs {
        let mut docs =
            documentation(text(&value.traits), || format!("The value `{}`.", value.name));
        docs.extend_with(deprecation(value.traits.get()));
        docs
    }

    pub(super) fn member_docs(&self, member: &Member) -> Docs {
        let own = text(&member.traits).or_else(|| text(&self.model.target(member).traits));
        let mut docs = documentation(own, || format!("The member `{}`.", member.name));
        docs.extend_with(deprecation(member.traits.get()));
        docs
    }
}

/// The documentation of an item, or a default sentence.
pub(super) fn documentation(text: Option<String>, otherwise: impl Fn() -> String) -> Docs {
    let mut docs = text.map(|text| from_text(&text)).unwrap_or_default();
    if docs.summary.is_empty() {
        // A text such as `<p/>` is empty, and one that consists of code has no first sentence.
        let otherwise = from_text(&otherwise());
        docs.summary = otherwise.summary;
        docs.lines = if docs.lines.is_empty() { otherwise.lines } else { docs.lines };
    }
    docs
}

/// A text as lines of Markdown.
pub(super) fn from_text(text: &str) -> Docs {
    let mut writer = Writer::default();
    match html::is_html(text) {
        true => html::write(text, &mut writer),
        false => markdown::write(text, &mut writer),
    }
    writer.finish()
}

/// A plain text, such as a title, as one line of Markdown.
pub(super) fn title(text: &str) -> String {
    let mut writer = Writer::default();
    writer.text(text);
    writer.line()
}

/// A text as one line of Markdown code.
pub(super) fn code(text: &str) -> String {
    let mut writer = Writer::default();
    writer.code(text);
    writer.line()
}

/// A text as one plain line, without Markdown.
pub(super) fn plain(text: &str) -> String {
    let text: String = text.chars().map(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A message as one line that is readable as plain text, and that rustdoc reads as Markdown in
/// which it looks for links to items.
pub(super) fn message(text: &str) -> String {
    let mut message = String::new();
    let mut is_escaped = false;
    for c in plain(text).chars() {
        if "[]".contains(c) && !is_escaped {
            message.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        message.push(c);
    }
    message
}

impl Docs {
    /// Adds a paragraph.
    pub(super) fn extend_with(&mut self, paragraph: Option<String>) {
        if let Some(paragraph) = paragraph {
            self.lines.push(String::new());
            self.lines.extend(from_text(&paragraph).lines);
        }
    }
}

fn text(traits: &Traits) -> Option<String> {
    traits.get().map(|Documentation(text)| text)
}

fn deprecation(deprecated: Option<Deprecated>) -> Option<String> {
    let Deprecated { message, since } = deprecated?;
    let since = since.map_or(String::new(), |since| format!(" since {since}"));
    let message = message.map_or(".".to_owned(), |message| format!(": {message}"));
    Some(format!("Deprecated{since}{message}"))
}

#[cfg(test)]
mod round_trip;

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        from_text(text).lines
    }

    fn summary(text: &str) -> Vec<String> {
        documentation(Some(text.into()), || "Something.".into()).summary
    }

    #[test]
    fn a_summary_is_the_first_sentence() {
        assert_eq!(summary("One thing. And another.\n\nMore."), ["One thing."]);
        assert_eq!(
            summary("One `a. b` [c. d](https://e.f) *g. h* thing. And another."),
            ["One `a. b` [c. d](https://e.f) *g. h* thing."]
        );
        assert_eq!(summary("# A title\n\nText."), ["A title"]);
        assert_eq!(summary("* One. Two.\n* Three."), ["One."]);
        assert_eq!(summary("| a | b |\n|---|---|\n| c | d |"), ["a"]);
    }

    #[test]
    fn what_says_nothing_has_a_sentence_all_the_same() {
        let docs = |text: Option<&str>| documentation(text.map(str::to_owned), || "It.".into());
        for nothing in [None, Some(""), Some(" \n\t"), Some("<p/>"), Some("<!-- secret -->")] {
            assert_eq!(docs(nothing), from_text("It."), "{nothing:?}");
        }
        let code = docs(Some("```\nlet x = 1;\n```"));
        assert_eq!(code.lines, ["```text", "let x = 1;", "```"]);
        assert_eq!(code.summary, ["It."]);
    }

    #[test]
    fn titles_are_no_markdown() {
        assert_eq!(title("1. *Every*\n`thing` [a](b)"), r"1\. \*Every\* \`thing\` \[a\](b)");
        assert_eq!(title("# One & only"), r"\# One & only");
        assert_eq!(title("a_b _c_ &lt; ~~d~~ --e"), r"a_b \_c\_ \&lt; \~\~d\~\~ \--e");
        assert_eq!(title("\u{202e}x\u{7}"), "\u{fffd}x\u{fffd}");
        assert_eq!(plain("A\r\n\u{202e}\"b\"\\"), "A \u{fffd}\"b\"\\");
    }

    #[test]
    fn messages_link_to_nothing() {
        assert_eq!(message("Use [`B`] <now>,\nor `c`."), r"Use \[`B`\] <now>, or `c`.");
        assert_eq!(message(r"a \[b\] \\[c]"), r"a \[b\] \\\[c\]");
    }

    #[test]
    fn code_may_have_backticks() {
        assert_eq!(code("a b"), "`a b`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("``a`"), "``` ``a` ```");
    }

    #[test]
    fn what_is_deprecated_says_so_in_a_paragraph() {
        let deprecated = Deprecated { message: Some("Use [B].".into()), since: Some("1.2".into()) };
        let mut docs = from_text("* One");
        docs.extend_with(deprecation(Some(deprecated)));
        assert_eq!(docs.lines, ["* One", "", r"Deprecated since 1.2: Use \[B\]."]);
        assert_eq!(docs.summary, ["One"]);
        assert_eq!(lines("Deprecated."), ["Deprecated."]);
    }
}
