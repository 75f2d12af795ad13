use std::net::Ipv4Addr;

use super::is_valid_host_label;

/// Whether a bucket name can be part of a host name: 3 to 63 lower-case letters, digits and
/// hyphens, with a letter or digit at both ends. If `allow_subdomains`, several of these may be
/// separated by dots. IPv4 addresses are excluded.
pub fn is_virtual_hostable_s3_bucket(bucket: &str, allow_subdomains: bool) -> bool {
    let label_fits = |label: &str| {
        is_valid_host_label(label, false)
            && !label.ends_with('-')
            && !label.bytes().any(|byte| byte.is_ascii_uppercase())
    };
    (3..=63).contains(&bucket.len())
        && (allow_subdomains || !bucket.contains('.'))
        && bucket.split('.').all(label_fits)
        && bucket.parse::<Ipv4Addr>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit_into_a_host() {
        for bucket in ["abc", "my-bucket-7", "0a0", &"a".repeat(63)] {
            assert!(is_virtual_hostable_s3_bucket(bucket, false), "{bucket}");
        }
        assert!(is_virtual_hostable_s3_bucket("logs.2025.example", true));
        assert!(!is_virtual_hostable_s3_bucket("logs.2025.example", false));
    }

    #[test]
    fn names_that_do_not() {
        let long = "a".repeat(64);
        for bucket in ["", "ab", &long, "Abc", "a_b_c", "-abc", "abc-", "a..b", "a-.b", "10.0.0.1"]
        {
            assert!(!is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
        }
    }
}
