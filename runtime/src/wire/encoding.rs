use http::HeaderMap;
use http::header::CONTENT_ENCODING;

use super::header_text::header_text;
use crate::error::OneLine;

/// The content encodings of a body; `None` if there are none. The client requests none and decodes
/// none.
pub(crate) fn foreign_encoding(headers: &HeaderMap) -> Option<String> {
    let values: Vec<_> = headers.get_all(CONTENT_ENCODING).iter().map(header_text).collect();
    let names = values.iter().flat_map(|value| value.split(',')).map(str::trim);
    let foreign: Vec<_> = names.filter(|name| !is_plain(name)).collect();
    (!foreign.is_empty()).then(|| format!("{:.100}", OneLine(&foreign.join(", "))))
}

/// `aws-chunked` is an encoding of requests that some services repeat in their responses.
fn is_plain(name: &str) -> bool {
    name.is_empty()
        || ["identity", "aws-chunked"].iter().any(|plain| name.eq_ignore_ascii_case(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_named_unless_they_change_nothing() {
        for (values, named) in [
            (&[][..], None),
            (&["", "identity", "Identity,AWS-chunked"], None),
            (&["gzip"], Some("gzip")),
            (&["identity, br", "gzip"], Some("br, gzip")),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(CONTENT_ENCODING, value.parse().unwrap());
            }
            assert_eq!(foreign_encoding(&headers).as_deref(), named, "{values:?}");
        }
    }
}
