use std::borrow::Cow;

use super::secrets::REDACTED;

/// Removes session tokens and signatures from a text. A service that rejects a signature quotes
/// what was signed, including `x-amz-security-token:…`, and proxies echo the headers of a request.
pub(super) fn redact(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    let mut clean = String::new();
    let mut done = 0;
    let mut rest = 0;
    let mut names = Names::of(&lower);
    while let Some((start, name)) = names.next(rest) {
        rest = start + name.text.len();
        let behind = &text[rest..];
        let value = behind.trim_start_matches(is_between);
        let between = &behind[..behind.len() - value.len()];
        if !between.contains(name.signs) {
            continue;
        }
        let length = value.find(name.is_end).unwrap_or(value.len());
        // A list of signed headers contains the name without a value.
        if length == 0 {
            continue;
        }
        clean.push_str(&text[done..text.len() - value.len()]);
        clean.push_str(REDACTED);
        done = text.len() - value.len() + length;
        rest = done;
    }
    match done {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(clean + &text[done..]),
    }
}

/// The name of a value to remove.
struct Name {
    text: &'static str,
    /// The separators that may follow it.
    signs: &'static [char],
    is_end: fn(char) -> bool,
}

static NAMES: [Name; 3] = [
    Name { text: "x-amz-security-token", signs: &[':', '='], is_end },
    // The rest of the line: scheme and secret, or the parts of a signature. `proxy-authorization`
    // too.
    Name { text: "authorization", signs: &[':', '='], is_end: is_end_of_line },
    // Messages about signatures have a colon after the word.
    Name { text: "signature", signs: &['='], is_end },
];

/// The next occurrence of each name. The search for a name continues after its last occurrence, so
/// that a long text is searched once per name.
struct Names<'a> {
    lower: &'a str,
    places: [Option<usize>; NAMES.len()],
}

impl<'a> Names<'a> {
    fn of(lower: &'a str) -> Self {
        Self { lower, places: NAMES.each_ref().map(|name| lower.find(name.text)) }
    }

    fn next(&mut self, from: usize) -> Option<(usize, &'static Name)> {
        for (place, name) in self.places.iter_mut().zip(&NAMES) {
            if place.is_some_and(|place| place < from) {
                *place = self.lower[from..].find(name.text).map(|found| from + found);
            }
        }
        let found =
            self.places.iter().zip(&NAMES).filter_map(|(place, name)| Some(((*place)?, name)));
        found.min_by_key(|(start, _)| *start)
    }
}

/// The characters between name and value in a header, a query, a canonical request or JSON.
fn is_between(character: char) -> bool {
    matches!(character, ':' | '=' | ' ' | '"' | '\'' | '\\')
}

fn is_end(character: char) -> bool {
    character.is_whitespace() || is_end_of_line(character) || matches!(character, '&' | ',' | ';')
}

fn is_end_of_line(character: char) -> bool {
    matches!(character, '\r' | '\n' | '"' | '\'' | '\\' | '<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_token_is_taken_out_wherever_it_stands() {
        for (text, clean) in [
            (
                "x-amz-security-token:IQ/+==\nhost;x-amz",
                "x-amz-security-token:[redacted]\nhost;x-amz",
            ),
            (r"x-amz-security-token:IQ\nhost", r"x-amz-security-token:[redacted]\nhost"),
            ("?X-Amz-Security-Token=I%2BQ&X-Amz-D=1", "?X-Amz-Security-Token=[redacted]&X-Amz-D=1"),
            (r#"{"X-Amz-Security-Token": "IQ"}"#, r#"{"X-Amz-Security-Token": "[redacted]"}"#),
            ("é X-AMZ-SECURITY-TOKEN: IQ", "é X-AMZ-SECURITY-TOKEN: [redacted]"),
            ("Authorization: Basic aHVzaA==\nHost: h", "Authorization: [redacted]\nHost: h"),
            (r#""proxy-authorization":"Bearer a b""#, r#""proxy-authorization":"[redacted]""#),
            ("?X-Amz-Signature=0f&a=b", "?X-Amz-Signature=[redacted]&a=b"),
            (
                "x-amz-security-token:a x-amz-security-token:b",
                "x-amz-security-token:[redacted] x-amz-security-token:[redacted]",
            ),
        ] {
            assert_eq!(redact(text), clean);
        }
    }

    #[test]
    fn long_texts_are_gone_through_once() {
        // This would take hours if each hit restarted the search for all names.
        for (text, hits) in [("signature=a ", 1), ("signature ", 0), ("authorization:\n", 0)] {
            let count = (4 << 20) / text.len();
            let clean = redact(&text.repeat(count)).matches(REDACTED).count();
            assert_eq!(clean, hits * count, "{text:?}");
        }
    }

    #[test]
    fn a_name_without_a_value_is_left() {
        for text in [
            "host;x-amz-date;x-amz-security-token\nabc",
            "x-amz-security-token:\n",
            "Signature expired: 20261121T120000Z is now earlier",
            "InvalidSignatureException: the signature: wrong",
            "Authorization header requires a date",
            "a",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
