//! Link targets, and URLs in text.

use super::escape::is_entity;
use super::visible;

/// A link target in Markdown; `None` if it cannot be reached from documentation.
pub(super) fn absolute(target: &str) -> Option<String> {
    let target = target.trim();
    let is_absolute = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        let start = target.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && target.len() > scheme.len()
    });
    let encoded = |(position, c)| encoded(c, &target[position..]);
    is_absolute.then(|| target.char_indices().map(encoded).collect())
}

/// Encodes a character of a target, so that the target is one word without code, tags, table cells,
/// entities or unbalanced parentheses.
fn encoded(c: char, rest: &str) -> String {
    match c {
        '(' | ')' | '<' | '>' | '`' | '|' | '\\' | '"' => format!("%{:02X}", u32::from(c)),
        '&' if is_entity(rest) => "&amp;".into(),
        c if c.is_whitespace() || visible(c) != c => {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).bytes();
            bytes.map(|byte| format!("%{byte:02X}")).collect()
        }
        c => c.into(),
    }
}

/// The length of the URL at the start of a text, without the punctuation of the sentence.
pub(super) fn url(text: &str) -> usize {
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
