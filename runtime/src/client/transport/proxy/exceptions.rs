use std::net::IpAddr;

use http::Uri;
use ipnet::IpNet;

/// The hosts, domains and networks that are reached without a proxy.
#[derive(Debug)]
pub(super) struct Exceptions {
    all: bool,
    networks: Vec<IpNet>,
    domains: Vec<String>,
}

impl Exceptions {
    /// Reads a list in the form of `NO_PROXY`: `10.0.0.0/8, 192.168.1.1, example.com, .internal`, or
    /// `*` for everything. A domain includes the hosts below it.
    pub(super) fn new(list: &str) -> Self {
        let mut exceptions = Self { all: false, networks: Vec::new(), domains: Vec::new() };
        for entry in list.split([',', ' ']).filter(|entry| !entry.is_empty()) {
            if entry == "*" {
                exceptions.all = true;
            } else if let Ok(network) = entry.parse::<IpNet>() {
                exceptions.networks.push(network);
            } else if let Ok(address) = entry.trim_matches(['[', ']']).parse::<IpAddr>() {
                exceptions.networks.push(address.into());
            } else {
                let domain = entry.trim_start_matches("*.").trim_start_matches('.');
                exceptions.domains.push(domain.to_ascii_lowercase());
            }
        }
        exceptions
    }

    pub(super) fn contain(&self, target: &Uri) -> bool {
        let host = target.host().unwrap_or_default().trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            _ if self.all => true,
            Ok(address) => self.networks.iter().any(|network| network.contains(&address)),
            Err(_) => {
                let host = host.to_ascii_lowercase();
                self.domains.iter().any(|domain| {
                    let rest = host.strip_suffix(domain.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_everything_and_case_does_not_matter() {
        let exempt = |list, target| Exceptions::new(list).contain(&Uri::from_static(target));
        assert!(exempt("*", "http://anything"));
        assert!(exempt("a.example,*.B.example", "https://x.b.EXAMPLE:8443"));
        assert!(exempt("fd00::/8", "https://[fd12::1]:443") && exempt("[::2]", "http://[::2]"));
        assert!(!exempt("", "http://a.example") && !exempt("example", "http://anexample"));
    }
}
