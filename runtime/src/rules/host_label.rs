/// Whether text is a valid host label: 1 to 63 letters, digits and hyphens, not starting with a
/// hyphen. If `allow_subdomains`, several of these may be separated by dots.
pub fn is_valid_host_label(text: &str, allow_subdomains: bool) -> bool {
    match allow_subdomains {
        true => text.split('.').all(is_label),
        false => is_label(text),
    }
}

fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && !text.starts_with('-')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_letters_digits_and_hyphens() {
        for label in ["a", "7", "Eu-West-1", &"a".repeat(63)] {
            assert!(is_valid_host_label(label, false), "{label}");
        }
        for label in ["", "-a", "a.b", "a_b", "a b", "ä", &"a".repeat(64)] {
            assert!(!is_valid_host_label(label, false), "{label}");
        }
    }

    #[test]
    fn with_subdomains_each_part_is_a_label() {
        assert!(is_valid_host_label("a.b-c.d", true));
        for text in ["a.", ".a", "a..b", "a.-b"] {
            assert!(!is_valid_host_label(text, true), "{text}");
        }
    }
}
