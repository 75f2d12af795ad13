use std::borrow::Cow;

/// An entry of a list in a header, quoted if it contains a comma or a quote.
pub(super) fn quote_entry(text: &str) -> Cow<'_, str> {
    if !text.is_empty() && text.trim() == text && !text.contains([',', '"']) {
        return text.into();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")).into()
}

/// Joins several headers of one list. Blank ones are skipped.
pub(super) fn joined(headers: &[&str]) -> String {
    let lists: Vec<&str> = headers.iter().copied().filter(|list| !list.trim().is_empty()).collect();
    lists.join(",")
}

/// The entries of a list in a header. An empty header is an empty list.
///
/// # Errors
/// A quote is not closed, or is followed by text.
pub(super) fn entries(header: &str) -> Result<Vec<String>, String> {
    let mut entries = Vec::new();
    let mut rest = header.trim();
    while !rest.is_empty() {
        let (entry, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_entry(quoted)?,
            None => {
                let (entry, after) = split_off(rest, rest.find(','));
                (entry.trim().to_owned(), after)
            }
        };
        entries.push(entry);
        let after = after.trim_start();
        let Some(next) = after.strip_prefix(',') else {
            return if after.is_empty() { Ok(entries) } else { Err(BEHIND_QUOTES.into()) };
        };
        rest = next.trim_start();
    }
    Ok(entries)
}

/// The entries of a list of dates such as `Fri, 21 Nov 2025 08:00:00 GMT`, each of which contains a
/// comma.
pub(super) fn http_dates(header: &str) -> Vec<String> {
    let parts: Vec<&str> = header.split(',').map(str::trim).collect();
    let dates = parts.chunks(2).map(|date| date.join(", "));
    dates.filter(|date| !date.is_empty()).collect()
}

const BEHIND_QUOTES: &str = "text follows a quoted entry of its list";

/// The quoted text, and the rest after the closing quote.
fn quoted_entry(quoted: &str) -> Result<(String, &str), String> {
    let mut entry = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((entry, &quoted[at + 1..])),
            '\\' => entry.extend(letters.next().map(|(_, escaped)| escaped)),
            plain => entry.push(plain),
        }
    }
    Err("a quoted entry of its list has no end".into())
}

fn split_off(text: &str, at: Option<usize>) -> (&str, &str) {
    at.map_or((text, ""), |at| text.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive_the_way_through_a_header() {
        for list in [&["b,c", "\"def\"", "a"][..], &["", " x ", "\\", "a b", ",\\\""], &[]] {
            let header: Vec<_> = list.iter().map(|entry| quote_entry(entry)).collect();
            assert_eq!(entries(&header.join(", ")).unwrap(), list);
        }
        assert_eq!(quote_entry("b,c"), r#""b,c""#);
        assert_eq!(entries("a,b ,  c").unwrap(), ["a", "b", "c"]);
        assert_eq!(entries("a,,c").unwrap(), ["a", "", "c"]);
        for wrong in ["\"a", "\"a\" b", "\"a\\"] {
            assert!(entries(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn dates_keep_their_comma() {
        let dates = "Fri, 21 Nov 2025 08:00:00 GMT, Sat, 22 Nov 2025 08:00:00 GMT";
        let [friday, saturday] = &http_dates(dates)[..] else { panic!("two dates") };
        assert_eq!(friday, "Fri, 21 Nov 2025 08:00:00 GMT");
        assert_eq!(saturday, "Sat, 22 Nov 2025 08:00:00 GMT");
        assert!(http_dates("").is_empty());
    }
}
