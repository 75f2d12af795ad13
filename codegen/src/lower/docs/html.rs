//! The HTML of AWS's models. It is often invalid: tags are left open, and texts such as
//! `arn:<partition>` are not tags.

use pulldown_cmark::{Event, Parser};

use super::writer::{Style, Writer};

/// Whether a text is HTML: whether it contains a tag that does not occur in other text.
pub(super) fn is_html(text: &str) -> bool {
    ["<p>", "<p/>", "<code>", "<a ", "<ul>", "<note>", "<b>", "<i>"]
        .iter()
        .any(|tag| text.contains(tag))
}

pub(super) fn write(html: &str, writer: &mut Writer) {
    let mut page = Page { writer, lists: Vec::new(), code: None, is_term: false };
    let mut rest = html;
    while let Some(start) = find_tag(rest) {
        page.text(&rest[..start]);
        if let Some(comment) = rest[start..].strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(length) = rest[start..].find('>') else {
            rest = &rest[start..];
            break;
        };
        let whole = &rest[start..=start + length];
        rest = &rest[start + length + 1..];
        if !page.tag(&whole[1..whole.len() - 1]) {
            // `<region>` in the middle of an ARN is not a tag.
            page.text(whole);
        }
    }
    page.text(rest);
    page.end_code();
    while !page.lists.is_empty() {
        page.close_list();
    }
}

struct Page<'a> {
    writer: &'a mut Writer,
    /// For each open list, whether one of its items is open.
    lists: Vec<bool>,
    code: Option<Code>,
    /// Whether the definition of a term is about to start on the same line.
    is_term: bool,
}

struct Code {
    text: String,
    is_block: bool,
}

impl Page<'_> {
    /// Handles a tag. Returns false if it is not one.
    fn tag(&mut self, tag: &str) -> bool {
        let (name, is_end) = match tag.strip_prefix('/') {
            Some(name) => (name, true),
            None => (tag, false),
        };
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_known = |name| BLOCKS.contains(&name) || SILENT.contains(&name);
        match (name, is_end) {
            ("code" | "pre", true) => self.end_code(),
            ("code" | "pre", false) if self.code.is_none() => {
                self.code = Some(Code { text: String::new(), is_block: name == "pre" });
            }
            // Code contains no tags. The start of a paragraph ends an open one.
            _ if self.code.as_ref().is_some_and(|code| code.is_block) || name == "code" => {
                return is_known(name);
            }
            ("ul" | "ol" | "dl", false) => {
                self.end_code();
                self.writer.open_list((name == "ol").then_some(1));
                self.lists.push(false);
            }
            ("ul" | "ol" | "dl", true) => self.close_list(),
            ("li" | "dt", false) => self.open_item(),
            ("li" | "dd", true) => self.close_item(),
            ("dd", false) => {
                self.writer.colon();
                self.is_term = true;
            }
            (name, _) if self.is_term && BLOCKS.contains(&name) => {}
            (name, _) if BLOCKS.contains(&name) => {
                self.end_code();
                self.writer.paragraph();
            }
            (name, _) if self.code.is_some() => return is_known(name),
            ("br", _) => self.writer.line_break(),
            ("b" | "strong", false) => self.writer.open(Style::Strong),
            ("b" | "strong", true) => self.writer.close(),
            ("a", false) => self.writer.open_link(attribute(tag, "href").unwrap_or_default()),
            ("a", true) => self.writer.close_link(),
            (name, _) => return is_known(name),
        }
        true
    }

    /// Text between tags, which may contain code in backticks as in Markdown.
    fn text(&mut self, text: &str) {
        let text = without_entities(text);
        self.is_term &= text.trim().is_empty();
        if let Some(code) = &mut self.code {
            code.text.push_str(&text);
            return;
        }
        let parts: Vec<&str> = text.split('`').collect();
        let has_code =
            parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|code| !code.is_empty());
        match has_code {
            false => self.writer.text(&text),
            true => {
                for (position, part) in parts.into_iter().enumerate() {
                    match position % 2 {
                        0 => self.writer.text(part),
                        _ => self.writer.code(part),
                    }
                }
            }
        }
    }

    fn end_code(&mut self) {
        match self.code.take() {
            Some(Code { text, is_block: true }) => self.writer.code_block(&text),
            Some(Code { text, .. }) => self.writer.code(&text),
            None => {}
        }
    }

    fn open_item(&mut self) {
        self.end_code();
        if self.lists.is_empty() {
            self.writer.open_list(None);
            self.lists.push(false);
        }
        self.close_item();
        self.writer.open_item();
        self.lists.iter_mut().next_back().into_iter().for_each(|is_open| *is_open = true);
    }

    fn close_item(&mut self) {
        self.end_code();
        if let Some(is_open) = self.lists.last_mut()
            && std::mem::take(is_open)
        {
            self.writer.close_block();
        }
    }

    fn close_list(&mut self) {
        self.close_item();
        match self.lists.pop() {
            Some(_) => self.writer.close_block(),
            None => self.writer.paragraph(),
        }
    }
}

/// Tags that end a paragraph.
const BLOCKS: &[&str] =
    &["div", "dl", "important", "note", "ol", "p", "para", "pre", "section", "ul"];

/// Tags that do not change the text in them.
const SILENT: &[&str] = &[
    "a",
    "b",
    "br",
    "dd",
    "dt",
    "em",
    "example",
    "examples",
    "filename",
    "fullname",
    "i",
    "li",
    "link",
    "replaceable",
    "span",
    "strong",
];

/// The next `<` that could start a tag; others are text.
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

/// Text with its entities decoded.
fn without_entities(text: &str) -> String {
    let mut parts = text.split('&');
    let mut found = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest))) {
            Some((character, rest)) => {
                found.push_str(&character);
                found.push_str(rest);
            }
            None => {
                found.push('&');
                found.push_str(part);
            }
        }
    }
    found
}

/// The text of an entity. HTML has two thousand; the Markdown parser knows all of them.
fn entity(name: &str) -> Option<String> {
    let is_name = name.len() < 40 && name.chars().all(|c| c == '#' || c.is_ascii_alphanumeric());
    let markdown = format!("&{name};");
    let found = is_name.then(|| Parser::new(&markdown).find_map(text))??;
    (found != markdown && found != "&")
        .then_some(found)
        .or_else(|| (name == "amp").then(|| "&".into()))
}

fn text(event: Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::writer::Writer;

    fn lines(html: &str) -> Vec<String> {
        let mut writer = Writer::default();
        super::write(html, &mut writer);
        writer.finish().lines
    }

    #[test]
    fn what_is_no_tag_is_text() {
        let html = "<p>The <i>ARN</i> is arn:<partition>:x, <code>arn:<b>aws</b>:<x></code></p>";
        assert_eq!(lines(html), [r"The ARN is arn:\<partition\>:x, `arn:aws:<x>`"]);
        assert_eq!(lines("<p>less than <b"), [r"less than \<b"]);
        assert_eq!(lines("<p>1 < 2 and 3 > 2</p>"), [r"1 \< 2 and 3 \> 2"]);
        assert_eq!(lines(r"<p>a \[b\] \d"), [r"a \\\[b\\\] \d"]);
    }

    #[test]
    fn links_lead_to_the_web_or_are_text() {
        let html = "<p>See <a href=\" https://a.b/c d(e) \">it</a>, <a href=\"/x\">that</a>.</p>";
        assert_eq!(lines(html), ["See [it](https://a.b/c%20d%28e%29), that."]);
        let html = "<a href=\"https://a.b\">https://a.b</a> <a href=\"https://a.b\">c <b>d</a>";
        assert_eq!(lines(html), ["<https://a.b> [c d](https://a.b)"]);
    }

    #[test]
    fn tags_become_markdown() {
        let html = "<p>Set to <code>true</code>&nbsp;or [x].\n  Now.</p> <p>Note<b>: </b>it <b>is </b>so.</p>\
                    <ul> <li> <p>One</p> </li> <li>Two &lt;y&gt; <ol> <li>a</li><li>b</ol> </li> </ul>\
                    <dl> <dt>c</dt> <dd> <p>d</p> </dd> </dl> <pre>e\n  &#102;</pre>g<br/>h";
        let expected = [
            r"Set to `true` or \[x\]. Now.",
            "",
            "Note: it **is** so.",
            "",
            "* One",
            r"* Two \<y\>",
            "  1. a",
            "  2. b",
            "",
            "* c: d",
            "",
            "```text",
            "e",
            "  f",
            "```",
            "",
            r"g\",
            "h",
        ];
        assert_eq!(lines(html), expected);
    }

    #[test]
    fn tags_need_no_end() {
        assert_eq!(lines("<ul><li>a<li>b <code>c"), ["* a", "* b `c`"]);
        assert_eq!(lines("<li>a</ul></ul>b<!-- c"), ["* a", "", "b"]);
        assert_eq!(lines("<p><b>a<p>b</b> <!-- c > d -->e"), ["**a**", "", "b e"]);
    }

    #[test]
    fn code_may_be_in_backticks() {
        assert_eq!(lines("<p>`[b] https://c.d`, e"), [r"`[b] https://c.d`, e"]);
        assert_eq!(lines("<p>an odd ` &lt;tick&gt;"), [r"an odd \` \<tick\>"]);
    }

    #[test]
    fn entities_are_what_they_stand_for() {
        assert_eq!(
            lines("<p>&mdash;&amp;lt; &#x202e; &none; &a b;"),
            ["—\\&lt; \u{fffd} \\&none; &a b;"]
        );
    }
}
