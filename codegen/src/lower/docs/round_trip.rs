//! Tests that rustdoc's parser reads all output as intended.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::writer::{Writer, visible};
use super::{from_text, html, markdown};

const ROUNDS: u64 = 3_000;

#[test]
fn markdown_keeps_its_text_and_loses_all_else() {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for round in 0..ROUNDS {
        let text = mixture(round);
        let mut writer = Writer::default();
        markdown::write(&text, &mut writer);
        let written = writer.finish().lines.join("\n");
        check(&text, &written);
        assert_eq!(letters(&written, OURS), letters(&text, options), "{text:?}\n{written}");
    }
}

#[test]
fn html_is_safe() {
    for round in 0..ROUNDS {
        let text = mixture(round);
        let mut writer = Writer::default();
        html::write(&text, &mut writer);
        check(&text, &writer.finish().lines.join("\n"));
    }
}

#[test]
fn a_summary_is_one_paragraph() {
    for round in 0..ROUNDS {
        let text = mixture(round);
        let summary = from_text(&text).summary.join("\n");
        check(&text, &summary);
        let blocks = Parser::new_ext(&summary, OURS).filter(|event| {
            matches!(event, Event::Start(tag) if !is_inline(tag)) || *event == Event::Rule
        });
        assert!(blocks.count() <= 1, "{text:?}\n{summary}");
    }
}

/// rustdoc's options, except smart punctuation.
const OURS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// rustc, rustfmt and rustdoc must accept it unchanged and without a warning.
fn check(text: &str, written: &str) {
    let context = || format!("{text:?}\n{written}");
    for line in written.split('\n') {
        assert_eq!(line.trim_end(), line, "{}", context());
        assert!(!line.contains(|c| visible(c) != c || c == '\t'), "{}", context());
        assert!(!line.contains(char::is_control), "{}", context());
    }
    let mut is_plain = true;
    for event in Parser::new_ext(written, OURS) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => is_plain = false,
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => is_plain = true,
            _ => {}
        }
        match event {
            Event::Text(text) if is_plain => {
                let urls = text.match_indices("://").filter(|(end, _)| {
                    let (scheme, host) = (&text[..*end], &text[end + 3..]);
                    scheme.ends_with("http") && host.starts_with(|c: char| c.is_alphanumeric())
                });
                assert_eq!(urls.count(), 0, "{}", context());
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                assert_eq!(&*language, "text", "{}", context());
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_absolute =
                    ["http:", "https:", "mailto:"].iter().any(|it| dest_url.starts_with(it));
                assert!(is_absolute, "{dest_url}\n{}", context());
            }
            Event::Start(
                Tag::CodeBlock(CodeBlockKind::Indented)
                | Tag::HtmlBlock
                | Tag::FootnoteDefinition(_)
                | Tag::Image { .. },
            )
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => panic!("{event:?}\n{}", context()),
            _ => {}
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
}

/// The text without whitespace.
fn letters(markdown: &str, options: Options) -> String {
    let mut found = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) => found.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => found.push_str(&html),
            Event::FootnoteReference(label) => found.push_str(&format!("[^{label}]")),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                found.push_str(&format!("[^{label}]:"));
            }
            _ => {}
        }
    }
    // A line break is not text, even where it is parsed as text.
    let found = found.replace("<br>", "");
    found.chars().filter(|c| !c.is_whitespace()).map(visible).collect()
}

/// A reproducible random sequence of fragments.
fn mixture(round: u64) -> String {
    let mut state = round.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let count = 1 + next(12);
    (0..count).map(|_| FRAGMENTS[next(FRAGMENTS.len())]).collect()
}

const FRAGMENTS: &[&str] = &[
    "a",
    "b c",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "  ",
    "    ",
    "\t",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "\u{a0}",
    "\0",
    "é",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "~~~\n",
    "```\n",
    "```rust\n",
    "````\n",
    "`",
    "``",
    "`d`",
    "\\",
    "[",
    "]",
    "[e]",
    "[`f`]",
    "[^1]",
    "\n[^1]: g",
    "[h]: i",
    "\n\n[h]: https://j.k\n",
    "[l](m)",
    "[n](https://o.p)",
    "![q](r)",
    "<",
    ">",
    "> ",
    "<s>",
    "</s>",
    "<br>",
    "<p>",
    "<div>\n",
    "<https://t.u>",
    "<v@w.x>",
    "https://y.z/_a_",
    "&lt;",
    "&",
    "&copy;",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "7) ",
    "#",
    "# ",
    "## ",
    "=",
    "===",
    "---",
    "--",
    "- - -",
    "|",
    "| a | b |\n|---|---|\n| ",
    "\n|-|\n",
    ":-:",
    "- [ ] ",
    "- [x] ",
    "//",
    "*/",
    "/*",
    "!",
    "#![doc]",
    "(",
    ")",
    ".",
    ". ",
    "\"",
    "'",
    "...",
    "$",
    "^",
    "{#a}",
    "<ul><li>",
    "<li>",
    "</ul>",
    "<ol>",
    "<code>",
    "</code>",
    "<b>",
    "</b>",
    "<a href=\"https://a.b\">",
    "<a href=\"c\">",
    "</a>",
    "<pre>",
    "</pre>",
    "<dl>",
    "<dt>",
    "<dd>",
];
