/// JSON with each unpaired surrogate replaced by U+FFFD; `None` if there is none. Services that
/// count in UTF-16 may truncate text between two surrogates.
pub(super) fn replaced(json: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(escape) = json[at..].iter().position(|byte| *byte == b'\\') {
        at += escape;
        let is_lone = match unit(&json[at..]) {
            Some(HIGH_START..LOW_START) => match unit(&json[at + ESCAPE..]) {
                Some(LOW_START..LOW_END) => {
                    at += 2 * ESCAPE;
                    continue;
                }
                _ => true,
            },
            Some(LOW_START..LOW_END) => true,
            _ => false,
        };
        if is_lone {
            whole.extend_from_slice(&json[done..at]);
            whole.extend_from_slice(br"\ufffd");
            at += ESCAPE;
            done = at;
        } else {
            // Skips the backslash and the character that it escapes, which may be a backslash too.
            at = json.len().min(at + 2);
        }
    }
    (done > 0).then(|| {
        whole.extend_from_slice(&json[done..]);
        whole
    })
}

/// The UTF-16 code unit of an escape such as `\ud83d`, if one is next.
fn unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(br"\u")?.get(..4)?;
    // `from_str_radix` would accept a sign.
    let digits = digits.iter().all(u8::is_ascii_hexdigit).then_some(digits)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The length of such an escape.
const ESCAPE: usize = 6;
const HIGH_START: u16 = 0xd800;
const LOW_START: u16 = 0xdc00;
const LOW_END: u16 = 0xe000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_halves_are_replaced() {
        for (json, expected) in [
            (r#""\ud83d""#, Some(r#""\ufffd""#)),
            (r#""a\uD83Db\udc00c""#, Some(r#""a\ufffdb\ufffdc""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\ude00\ud83d""#, Some(r#""\ufffd\ufffd""#)),
            (r#""\ud83d\n""#, Some(r#""\ufffd\n""#)),
            (r#""\\\ud83d""#, Some(r#""\\\ufffd""#)),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud83d""#, None),
            (r#""\u00e9""#, None),
            (r#""\ud83""#, None),
            (r#""\ud+3d""#, None),
            ("\\", None),
            (r"\u", None),
            ("", None),
        ] {
            let replaced = replaced(json.as_bytes());
            assert_eq!(replaced.as_deref(), expected.map(str::as_bytes), "{json}");
        }
    }
}
