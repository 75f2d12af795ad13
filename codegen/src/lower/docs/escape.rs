//! Text that rustdoc would take for links, tags or code, made safe.

use super::html::{BULLET, CLOSE, MIDDLE, OPEN, STRONG};

/// Keeps rustdoc from taking brackets for links and angle brackets for tags, outside of code, and
/// makes links of plain URLs. Markdown keeps its own links, to the web and to nowhere else.
pub(super) fn escape(line: &str, is_html: bool) -> String {
    // With an odd backtick nobody knows what is code; one that is open would never end.
    let has_code = line.matches('`').count().is_multiple_of(2);
    let mut escaped = String::with_capacity(line.len());
    let (mut in_code, mut in_link) = (false, false);
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let kept = match in_code {
            true => 0,
            false => kept(rest, is_html),
        };
        if kept > 0 {
            escaped.push_str(&rest[..kept]);
            rest = &rest[kept..];
            continue;
        }
        let url = if in_code || in_link { 0 } else { url(rest) };
        if url > 0 {
            escaped.push('<');
            escaped.push_str(&rest[..url]);
            escaped.push('>');
            rest = &rest[url..];
            continue;
        }
        match first {
            '`' if has_code => in_code = !in_code,
            '`' | '[' | ']' | '<' | '>' if !in_code => escaped.push('\\'),
            '*' if is_html && !in_code => escaped.push('\\'),
            '\\' if is_html && !in_code && punctuation_follows(rest) => escaped.push('\\'),
            '#' if is_html && rest.len() == line.len() => escaped.push('\\'),
            OPEN => in_link = true,
            CLOSE => in_link = false,
            _ => {}
        }
        escaped.push(first);
        rest = &rest[first.len_utf8()..];
    }
    // Links and bullets made by the conversion itself come marked.
    escaped
        .replace(BULLET, "* ")
        .replace(OPEN, "[")
        .replace(MIDDLE, "](")
        .replace(CLOSE, ")")
        .replace(STRONG, "**")
}

/// How many bytes stay as they are: a link of Markdown, a character that it escapes, or the target
/// of a link that was HTML.
fn kept(text: &str, is_html: bool) -> usize {
    if is_html {
        return if text.starts_with(MIDDLE) { text.find(CLOSE).unwrap_or_default() } else { 0 };
    }
    match text.as_bytes() {
        [b'<', ..] => match text.find('>') {
            Some(end) if is_target(&text[1..end]) => end + 1,
            _ => 0,
        },
        [b'[', ..] => link(text).unwrap_or_default(),
        [b'\\', ..] if punctuation_follows(text) => 2,
        _ => 0,
    }
}

/// The length of `[text](target)`.
fn link(text: &str) -> Option<usize> {
    let middle = text.find(']')?;
    let target = text[middle..].strip_prefix("](")?;
    let length = target.find(')')?;
    is_target(&target[..length]).then_some(middle + 2 + length + 1)
}

fn is_target(text: &str) -> bool {
    text.starts_with("http") && !text.contains([' ', '<', '\n'])
}

fn punctuation_follows(text: &str) -> bool {
    text.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation)
}

/// The length of the URL that a text starts with, without the end of the sentence.
fn url(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return 0;
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-@:%._+~#?&/=".contains(c);
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    match rest[..end].trim_end_matches(['.', ':', '?']) {
        "" => 0,
        url => text.len() - rest.len() + url.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_text_unless_they_are_links() {
        assert_eq!(escape("See [Foo] and <bar>.", false), r"See \[Foo\] and \<bar\>.");
        let links = "[x] [a](https://b.c) at <https://d.e>";
        assert_eq!(escape(links, false), r"\[x\] [a](https://b.c) at <https://d.e>");
        assert_eq!(escape("[a](b)", false), r"\[a\](b)");
        assert_eq!(escape(r"a \[b\]", false), r"a \[b\]");
        assert_eq!(escape(r"a \[b\] \d", true), r"a \\\[b\\\] \d");
    }

    #[test]
    fn what_is_in_code_stays() {
        assert_eq!(escape("`<a> [b] https://c.d`", true), "`<a> [b] https://c.d`");
        assert_eq!(escape("an odd ` <tick>", true), r"an odd \` \<tick\>");
    }

    #[test]
    fn plain_urls_become_links() {
        assert_eq!(escape("See https://a.b/c_d?e=f.", true), "See <https://a.b/c_d?e=f>.");
        assert_eq!(escape("(http://a.b), https://", false), "(<http://a.b>), https://");
        let link = format!("{OPEN}https://a.b{MIDDLE}https://a.b{CLOSE}");
        assert_eq!(escape(&link, true), "[https://a.b](https://a.b)");
    }
}
