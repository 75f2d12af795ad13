//! Documentation: HTML or Markdown in, lines of Markdown that rustdoc takes without a warning out.

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
    let is_html = ["<p>", "<p/>", "<code>", "<a ", "<ul>", "<note>", "<b>", "<i>"]
        .iter()
        .any(|tag| text.contains(tag));
    let markdown = if is_html { html_to_markdown(text) } else { text.to_owned() };
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
        let end = text.find(". ").map_or(text.len(), |stop| stop + 1);
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

fn deprecation(deprecated: Option<Deprecated>) -> Option<String> {
    let Deprecated { message, since } = deprecated?;
    let since = since.map_or(String::new(), |since| format!(" since {since}"));
    let message = message.map_or(String::new(), |message| format!(": {message}"));
    Some(format!("Deprecated{since}{message}"))
}

fn wrap(paragraph: &str, lines: &mut Vec<String>) {
    let body = paragraph.trim_start();
    let indent = " ".repeat(paragraph.len() - body.len());
    let hanging = if body.starts_with("* ") { format!("{indent}  ") } else { indent.clone() };
    let mut line = indent;
    let mut is_empty = true;
    for word in body.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
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

/// Keeps rustdoc from taking brackets for links and angle brackets for tags, outside of code.
/// Markdown keeps its own links, to somewhere and to nowhere else.
fn escape(line: &str, is_html: bool) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut in_code = false;
    for (position, character) in line.char_indices() {
        let rest = &line[position + character.len_utf8()..];
        let is_link = !is_html
            && match character {
                '<' => rest.starts_with("http") && rest.contains('>'),
                '>' => line[..position]
                    .rsplit('<')
                    .next()
                    .is_some_and(|inside| inside.starts_with("http")),
                '[' => rest.contains("]("),
                ']' => rest.starts_with('('),
                _ => false,
            };
        match character {
            '`' => in_code = !in_code,
            '[' | ']' | '<' | '>' if !in_code && !is_link => escaped.push('\\'),
            '*' if is_html && !in_code => escaped.push('\\'),
            '#' if is_html && position == 0 => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    if in_code {
        // An odd backtick would open code that never ends.
        escaped = escaped.replace('`', "\\`");
    }
    // Links and bullets made by the conversion itself come marked.
    escaped
        .replace(BULLET, "* ")
        .replace(OPEN, "[")
        .replace(MIDDLE, "](")
        .replace(CLOSE, ")")
        .replace(STRONG, "**")
}

const BULLET: char = '\u{1}';
const OPEN: char = '\u{2}';
const MIDDLE: char = '\u{3}';
const CLOSE: char = '\u{4}';
const STRONG: char = '\u{5}';

fn html_to_markdown(html: &str) -> String {
    let mut markdown = String::with_capacity(html.len());
    let mut rest = html;
    let mut link = None;
    while let Some(start) = find_tag(rest) {
        push_text(&mut markdown, &rest[..start]);
        let Some(length) = rest[start..].find('>') else { break };
        let tag = &rest[start + 1..start + length];
        rest = &rest[start + length + 1..];
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        match (name.unwrap_or_default(), tag.starts_with('/')) {
            ("p" | "div" | "ul" | "ol" | "dl" | "note" | "important" | "section", _) => {
                markdown.push_str("\n\n")
            }
            ("br", _) => markdown.push('\n'),
            ("li" | "dt", false) => {
                markdown.truncate(markdown.trim_end().len());
                markdown.push('\n');
                markdown.push(BULLET);
            }
            ("dd", false) => markdown.push_str(": "),
            ("code", _) => markdown.push('`'),
            ("b" | "strong", _) => markdown.push(STRONG),
            ("a", false) => {
                link = attribute(tag, "href").filter(|target| target.starts_with("https://"));
                if link.is_some() {
                    markdown.push(OPEN);
                }
            }
            ("a", true) => {
                if let Some(target) = link.take() {
                    markdown.push(MIDDLE);
                    markdown.push_str(target);
                    markdown.push(CLOSE);
                }
            }
            _ => {}
        }
    }
    push_text(&mut markdown, rest);
    // A bullet whose text starts with a paragraph.
    while let Some(position) = markdown.find("\u{1}\n") {
        markdown.remove(position + 1);
    }
    markdown
}

/// The next `<` that a tag could start with; others are text.
fn find_tag(html: &str) -> Option<usize> {
    let is_tag = |(position, _): &(usize, &str)| {
        let next = html[position + 1..].chars().next();
        next.is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!')
    };
    html.match_indices('<').find(is_tag).map(|(position, _)| position)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

/// Text between tags: entities resolved, white space collapsed.
fn push_text(markdown: &mut String, text: &str) {
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let at_line_start = markdown.is_empty() || markdown.ends_with(['\n', BULLET]);
    if text.starts_with(char::is_whitespace) && !at_line_start {
        markdown.push(' ');
    }
    markdown.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if text.ends_with(char::is_whitespace) && !text.trim().is_empty() {
        markdown.push(' ');
    }
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
