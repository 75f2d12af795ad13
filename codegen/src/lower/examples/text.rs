//! Finds plausible text.

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use regex_lite::Regex;

use super::pattern;

/// Longer texts make a useless example.
const LONGEST: usize = 1024;

/// A text for a member with this name that satisfies its constraints, or else one that people can
/// read. If the runtime cannot run the pattern, only the service can check it.
pub(super) fn text(
    name: &str,
    position: usize,
    (min, max): (usize, usize),
    pattern: Option<&str>,
    engine: Option<&Regex>,
) -> String {
    let fits = |text: &String| {
        (min..=max).contains(&text.len()) && engine.is_none_or(|engine| engine.is_match(text))
    };
    let names = || names(name, position).into_iter();
    let sized = || names().map(|name| sized(name, min, max));
    let invented = || {
        let pattern = engine.map(Regex::as_str).or(pattern)?;
        (0..8).filter_map(|attempt| pattern::matching(pattern, min, attempt)).find(fits)
    };
    let found = match (pattern, engine) {
        (Some(_), None) => invented(),
        _ => {
            let known = |known: &'static [&str]| known.iter().map(|sample| (*sample).to_owned());
            let mut likely = names().chain(known(&[UUID])).chain(sized()).chain(known(SAMPLES));
            likely.find(fits).or_else(invented)
        }
    };
    found.or_else(|| sized().next()).unwrap_or_default()
}

/// Plausible values for a member name, the most likely first.
fn names(name: &str, position: usize) -> Vec<String> {
    let words = name.to_kebab_case();
    let told = HINTS.iter().filter(|(end, _)| words == *end || words.ends_with(&format!("-{end}")));
    let told = told.map(|(_, sample)| (*sample).to_owned());
    let written = [
        words.clone(),
        name.to_snake_case(),
        words.replace('-', ""),
        name.to_upper_camel_case(),
        name.to_shouty_snake_case(),
    ];
    let numbered = |text: String| match position {
        0 => text,
        // Makes the items of a list differ.
        _ if text.contains('-') => format!("{text}-{}", position + 1),
        _ => format!("{text}{}", position + 1),
    };
    told.chain(written).map(numbered).collect()
}

/// A text whose length is within bounds.
fn sized(text: String, min: usize, max: usize) -> String {
    let min = min.min(LONGEST);
    let mut sized = text.clone();
    while sized.len() < min && !text.is_empty() {
        sized.push('-');
        sized.push_str(&text);
        sized.truncate(min.max(text.len()));
    }
    sized.truncate(max);
    match sized.trim_end_matches(['-', '_']) {
        trimmed if trimmed.len() >= min => trimmed.to_owned(),
        trimmed => format!("{trimmed:x<min$}"),
    }
}

const ARN: &str = "arn:aws:service:us-east-1:123456789012:resource/example";
const UUID: &str = "a1b2c3d4-5678-90ab-cdef-1234567890ab";

/// Values by the suffix of the member name.
const HINTS: &[(&str, &str)] = &[
    ("account-id", "123456789012"),
    ("arn", ARN),
    ("aws-region", "us-east-1"),
    ("email", "user@example.com"),
    ("email-address", "user@example.com"),
    ("host", "example.com"),
    ("locale", "en-US"),
    ("region", "us-east-1"),
    ("uri", "https://example.com"),
    ("url", "https://example.com"),
    ("uuid", UUID),
];

/// Values for common patterns.
const SAMPLES: &[&str] = &[
    "example",
    "example-1",
    "Example1",
    "EXAMPLE",
    "1",
    "12",
    "1.0",
    "1.0.0",
    "123456789012",
    ARN,
    "arn:aws:iam::123456789012:role/example",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "us-east-1",
    "en-US",
    "example.com",
    "https://example.com",
    "user@example.com",
    "s3://example/key",
    "/example",
    "192.0.2.1",
    "192.0.2.0/24",
    "+15555550100",
    "application/json",
    "ZXhhbXBsZQ==",
];

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: (usize, usize) = (0, usize::MAX);

    fn found(name: &str, length: (usize, usize), pattern: Option<&str>) -> String {
        let engine = pattern.and_then(|pattern| Regex::new(pattern).ok());
        text(name, 0, length, pattern, engine.as_ref())
    }

    #[test]
    fn names_are_values() {
        assert_eq!(found("thingName", ANY, None), "thing-name");
        assert_eq!(found("thingName", (0, 5), None), "thing");
        assert_eq!(found("thingName", (0, 6), None), "thing");
        assert_eq!(found("token", (14, 20), None), "token-token-to");
        assert_eq!(found("token", (12, 20), None), "token-tokenx");
        assert_eq!(found("token", (36, 36), None), UUID);
        assert_eq!(found("a", (0, 0), None), "");
        assert_eq!(text("thingName", 2, ANY, None, None), "thing-name-3");
        assert_eq!(found("jobArn", ANY, None), ARN);
        assert_eq!(found("x", (1 << 40, usize::MAX), None).len(), LONGEST);
    }

    #[test]
    fn patterns_and_lengths_hold() {
        assert_eq!(found("thingName", ANY, Some("^[A-Z]+$")), "EXAMPLE");
        assert_eq!(found("thingName", ANY, Some("^[a-z_]+$")), "thing_name");
        assert_eq!(found("owner", ANY, Some(r"^\d{12}$")), "123456789012");
        assert_eq!(found("id", ANY, Some("^i-[0-9a-f]{8}$")), "i-34567890");
        assert_eq!(found("id", (6, 9), Some("^q+(=|!)$")), "qqqqq!");
        assert_eq!(found("id", (2, 2), Some("^(abc|%%|d)$")), "%%");
    }

    #[test]
    fn what_cannot_be_found_can_be_read() {
        assert_eq!(found("key", ANY, Some("^a$b")), "key");
        assert_eq!(found("key", ANY, Some("(")), "key");
        assert_eq!(found("key", ANY, Some(r"^\p{Lu}-#$")), "E-#");
    }
}
