//! Reads Markdown like rustdoc.

use pulldown_cmark::{Alignment, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::writer::{Style, Writer};

pub(super) fn write(markdown: &str, writer: &mut Writer) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut page = Page { writer, verbatim: None, table: Table::default() };
    Parser::new_ext(markdown, options).for_each(|event| page.event(event));
}

struct Page<'a> {
    writer: &'a mut Writer,
    /// The contents of a block of code or HTML that were read so far.
    verbatim: Option<String>,
    table: Table,
}

#[derive(Default)]
struct Table {
    rules: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Page<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) if self.verbatim.is_some() => {
                self.verbatim.iter_mut().for_each(|verbatim| verbatim.push_str(&text));
            }
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.writer.text(&text);
            }
            Event::Code(text) => self.writer.code(&text),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::FootnoteReference(label) => self.writer.text(&format!("[^{label}]")),
            Event::SoftBreak => self.writer.text(" "),
            Event::HardBreak => self.writer.line_break(),
            Event::Rule => self.writer.rule(),
            Event::TaskListMarker(is_done) => {
                self.writer.text(if is_done { "[x] " } else { "[ ] " });
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => self.writer.open_quote(),
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.writer.paragraph();
                self.verbatim = Some(String::new());
            }
            Tag::List(start) => self.writer.open_list(start),
            Tag::Item => self.writer.open_item(),
            Tag::FootnoteDefinition(label) => {
                self.writer.paragraph();
                self.writer.text(&format!("[^{label}]: "));
            }
            Tag::Table(alignments) => {
                self.writer.paragraph();
                let rules = alignments.into_iter().map(rule).collect();
                self.table = Table { rules, rows: Vec::new() };
            }
            Tag::TableHead | Tag::TableRow => self.table.rows.push(Vec::new()),
            Tag::Emphasis => self.writer.open(Style::Emphasis),
            Tag::Strong => self.writer.open(Style::Strong),
            Tag::Strikethrough => self.writer.open(Style::Struck),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.writer.open_link(&format!("mailto:{dest_url}"));
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.writer.open_link(&dest_url);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.writer.heading(level as usize),
            TagEnd::CodeBlock => {
                let text = self.verbatim.take().unwrap_or_default();
                self.writer.code_block(&text);
            }
            TagEnd::HtmlBlock => {
                let text = self.verbatim.take().unwrap_or_default();
                self.html(&text);
                self.writer.paragraph();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.writer.close_block(),
            TagEnd::Table => {
                let Table { rules, rows } = std::mem::take(&mut self.table);
                if let [heads, rows @ ..] = rows.as_slice() {
                    self.writer.table(heads, &rules, rows);
                }
            }
            TagEnd::TableCell => {
                let cell = self.writer.cell();
                self.table
                    .rows
                    .iter_mut()
                    .next_back()
                    .into_iter()
                    .for_each(|row| row.push(cell.clone()));
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.writer.close(),
            TagEnd::Link | TagEnd::Image => self.writer.close_link(),
            TagEnd::Paragraph | TagEnd::FootnoteDefinition => self.writer.paragraph(),
            _ => {}
        }
    }

    /// HTML within Markdown is text, except for comments, which are dropped.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, comment)) = rest.split_once("<!--") {
            self.writer.text(before);
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        }
        match rest.trim() {
            "<br>" | "<br/>" | "<br />" => self.writer.line_break(),
            _ => self.writer.text(rest),
        }
    }
}

fn rule(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    }
}

#[cfg(test)]
mod tests {
    use super::super::writer::Writer;

    fn lines(markdown: &str) -> Vec<String> {
        let mut writer = Writer::default();
        super::write(markdown, &mut writer);
        writer.finish().lines
    }

    #[test]
    fn text_is_wrapped_and_kept() {
        let text = "One.\n\n\n`a b`\n<https://x.y>, *c* **d** ~~e~~.\n";
        assert_eq!(lines(text), ["One.", "", "`a b` <https://x.y>, *c* **d** ~~e~~."]);
        assert!(lines(&"word ".repeat(60)).iter().all(|line| line.len() <= 92));
        assert_eq!(lines("one\\\ntwo  \nthree<br>four"), ["one\\", "two\\", "three\\", "four"]);
        assert_eq!(lines("a b\tc\u{a0}\u{2028}d \u{b} e"), ["a b c d e"]);
    }

    #[test]
    fn code_is_never_compiled() {
        let block = ["```text", "let x = foo(;", "```"];
        for markdown in [
            "```\nlet x = foo(;\n```",
            "```rust\nlet x = foo(;\n```",
            "~~~\nlet x = foo(;\n~~~",
            "````no_run\nlet x = foo(;\n````",
            "```compile_fail,E0001\nlet x = foo(;",
            "    let x = foo(;\n",
            "\tlet x = foo(;\n",
        ] {
            assert_eq!(lines(markdown), block, "{markdown:?}");
        }
        assert_eq!(lines("````\n```\n````"), ["````text", "```", "````"]);
        assert_eq!(lines("> ~~~\n> a\n\nb"), ["> ```text", "> a", "> ```", "", "b"]);
        let item = ["1. a", "", "   ```text", "     b", "   ```"];
        assert_eq!(lines("1. a\n   ```\n     b\n   ```"), item);
        assert_eq!(lines("One\n\n      {\n      }"), ["One", "", "```text", "  {", "  }", "```"]);
    }

    #[test]
    fn characters_that_rustc_refuses_are_replaced() {
        assert_eq!(lines("```\nabc\rd\te \n```"), ["```text", "abc", "d    e", "```"]);
        let table = "| a | b |\n|---|:-:|\n| c\rd | e |";
        assert_eq!(lines(table), ["| a | b |", "|---|:-:|", "| c |  |", "| d | e |"]);
        assert_eq!(lines("a \u{202e} b\u{2066}\0"), ["a \u{fffd} b\u{fffd}\u{fffd}"]);
        assert_eq!(lines("`\u{202e}`"), ["`\u{fffd}`"]);
    }

    #[test]
    fn brackets_are_text_unless_they_are_links_to_the_web() {
        assert_eq!(
            lines("See [Foo], [`Foo`] and <bar>."),
            [r"See \[Foo\], \[`Foo`\] and \<bar\>."]
        );
        let links = "[x] [a](https://b.c) at <https://d.e>";
        assert_eq!(lines(links), [r"\[x\] [a](https://b.c) at <https://d.e>"]);
        assert_eq!(lines("Set <httpA> or [the value](httpA)."), [r"Set \<httpA\> or the value."]);
        assert_eq!(lines("[a][b]\n\n[b]: https://c.d \"e\""), ["[a](https://c.d)"]);
        assert_eq!(lines("![a](b.png) ![c](https://d.e)"), ["a [c](https://d.e)"]);
        assert_eq!(lines("[a](<https://b.c/d (e)>)"), ["[a](https://b.c/d%20%28e%29)"]);
        assert_eq!(lines("<m@n.o> [a](javascript:b)"), ["[m@n.o](mailto:m@n.o) a"]);
        assert_eq!(
            lines("See https://a.b/c_d?e=f. (http://a.b)"),
            ["See <https://a.b/c_d?e=f>. (<http://a.b>)"]
        );
        assert_eq!(lines("a[^1] b[^2]\n\n[^1]: c"), [r"a\[^1\] b\[^2\]", "", r"\[^1\]: c"]);
    }

    #[test]
    fn html_in_markdown_is_text() {
        assert_eq!(lines("<div>\na <!-- b\nc --> d\n</div>"), [r"\<div\> a d \</div\>"]);
        assert_eq!(lines("a <em>b</em>"), [r"a \<em\>b\</em\>"]);
        assert_eq!(lines("a &lt;b&gt; &amp;amp; &copy;"), [r"a \<b\> \&amp; ©"]);
    }

    #[test]
    fn text_does_not_become_a_block_by_where_it_stands() {
        let words = "word ".repeat(18) + "1. - # 2) word";
        assert_eq!(lines(&words).len(), 2);
        assert_eq!(lines(&words)[1], "word");
        assert_eq!(lines(r"\- a"), [r"\- a"]);
        assert_eq!(lines("a\\\n1\\. b\\\n\\===\\\n\\| c"), ["a\\", r"1\. b\", r"\===\", r"\| c"]);
        assert_eq!(lines("an odd ` tick"), [r"an odd \` tick"]);
    }

    #[test]
    fn blocks_are_nested_and_set_apart() {
        assert_eq!(lines("- a\n- b\n  - c\n- d"), ["* a", "* b", "  * c", "* d"]);
        assert_eq!(lines("3. a\n4. b\n\n   c\n5. d"), ["3. a", "4. b", "", "   c", "", "5. d"]);
        assert_eq!(lines("> a\n>\n> b\n\nc"), ["> a", ">", "> b", "", "c"]);
        assert_eq!(lines("A\n=\nb\n\n***\n## c #"), ["# A", "", "b", "", "---", "", "## c"]);
        assert_eq!(lines("- [ ] a\n-\n- [x] b"), [r"* \[ \] a", r"* \[x\] b"]);
        assert_eq!(lines("| `a\\|b` |\n|--|\n"), [r"| `a\|b` |", "|---|"]);
        assert!(lines(&"> ".repeat(5000)).is_empty());
        assert_eq!(lines(&format!("{}a", "> ".repeat(5000)))[0].len(), 25);
    }
}
