use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;

/// A parsed URL.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'a str,
    /// The host, and the port if present.
    pub authority: &'a str,
    /// The path; empty if there is none.
    pub path: &'a str,
    /// The path with a slash at both ends; `/` if it is empty.
    pub normalized_path: String,
    /// Whether the host is an IPv4 or IPv6 address.
    pub is_ip: bool,
}

/// Parses a URL. `None` if it is invalid, its scheme is not HTTP or HTTPS, or it has a query or a
/// fragment.
pub fn parse_url(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    if !matches!(scheme, "http" | "https") || text.contains(['?', '#']) {
        return None;
    }
    text.parse::<Uri>().ok()?;
    let path_start = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(path_start);
    let host = host(authority)?;
    let normalized_path = if path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
    Some(Url { scheme, authority, path, normalized_path, is_ip: is_ip(host) })
}

/// The host without its port, which must be a number.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok());
    (port_fits && !host.is_empty()).then_some(host)
}

fn is_ip(host: &str) -> bool {
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => host.parse::<Ipv4Addr>().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_comes_apart() {
        let url = parse_url("https://host.example:8443/a/b").unwrap();
        assert_eq!((url.scheme, url.authority), ("https", "host.example:8443"));
        assert_eq!((url.path, url.normalized_path.as_str()), ("/a/b", "/a/b/"));
        assert!(!url.is_ip);
        let bare = parse_url("http://host.example").unwrap();
        assert_eq!((bare.path, bare.normalized_path.as_str()), ("", "/"));
    }

    #[test]
    fn addresses_are_told_from_names() {
        for (url, is_ip) in [
            ("http://10.0.0.1", true),
            ("http://10.0.0.1:80/a", true),
            ("http://[::1]", true),
            ("http://[2001:db8::1]:443/", true),
            ("http://10.0.0.256", false),
            ("http://10.example", false),
        ] {
            assert_eq!(parse_url(url).unwrap().is_ip, is_ip, "{url}");
        }
    }

    #[test]
    fn what_is_no_endpoint_is_none() {
        for url in
            ["", "host", "ftp://host", "https://", "https://h:x", "https://h/?q", "https://h/#f"]
        {
            assert_eq!(parse_url(url), None, "{url}");
        }
    }
}
