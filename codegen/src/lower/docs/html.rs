//! The HTML of AWS's models as Markdown.

/// Marks of the conversion, which are not in the text itself: what they stand for is not escaped.
pub(super) const BULLET: char = '\u{1}';
pub(super) const OPEN: char = '\u{2}';
pub(super) const MIDDLE: char = '\u{3}';
pub(super) const CLOSE: char = '\u{4}';
pub(super) const STRONG: char = '\u{5}';

/// Whether a text is HTML: has one of the tags that nobody writes otherwise.
pub(super) fn is_html(text: &str) -> bool {
    ["<p>", "<p/>", "<code>", "<a ", "<ul>", "<note>", "<b>", "<i>"]
        .iter()
        .any(|tag| text.contains(tag))
}

pub(super) fn to_markdown(html: &str) -> String {
    let mut markdown = String::with_capacity(html.len());
    let mut rest = html;
    let mut in_code = false;
    let mut link = None;
    while let Some(start) = find_tag(rest) {
        push_text(&mut markdown, &rest[..start]);
        let Some(length) = rest[start..].find('>') else {
            rest = &rest[start..];
            break;
        };
        let tag = &rest[start + 1..start + length];
        let whole = &rest[start..=start + length];
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
            ("code", _) => {
                markdown.push('`');
                in_code = !tag.starts_with('/');
            }
            ("b" | "strong", _) if !in_code => markdown.push(STRONG),
            ("a", false) if !in_code => {
                link =
                    attribute(tag, "href").map(str::trim).filter(|it| it.starts_with("https://"));
                if link.is_some() {
                    markdown.push(OPEN);
                }
            }
            ("a", true) => {
                if let Some(target) = link.take() {
                    markdown.push(MIDDLE);
                    markdown.push_str(&without_breaks(target));
                    markdown.push(CLOSE);
                }
            }
            (name, _) if SILENT.contains(&name) || tag.starts_with('!') => {}
            // `<region>` in the middle of an ARN is no tag.
            _ => push_text(&mut markdown, whole),
        }
    }
    push_text(&mut markdown, rest);
    // A bullet whose text starts with a paragraph.
    while let Some(position) = markdown.find("\u{1}\n") {
        markdown.remove(position + 1);
    }
    markdown
}

/// Tags that change nothing about the text in them.
const SILENT: &[&str] = &[
    "a",
    "b",
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
    "para",
    "replaceable",
    "span",
    "strong",
];

/// A target that ends neither its line nor its parentheses.
fn without_breaks(target: &str) -> String {
    target.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
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
    use crate::lower::docs::from_text;

    #[test]
    fn what_is_no_tag_is_text() {
        let html = "<p>The <i>ARN</i> is arn:<partition>:x, <code>arn:<b>aws</b></code></p>";
        assert_eq!(from_text(html).0, [r"The ARN is arn:\<partition\>:x, `arn:aws`"]);
        assert_eq!(from_text("<p>less than <b").0, [r"less than \<b"]);
    }

    #[test]
    fn targets_of_links_are_one_word() {
        let html = "<p>See <a href=\" https://a.b/c d(e) \">it</a>.</p>";
        assert_eq!(from_text(html).0, ["See [it](https://a.b/c%20d%28e%29)."]);
    }
}
