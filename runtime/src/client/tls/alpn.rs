use super::NoTls;

/// When a connection with the client certificate offers the service's protocol name in ALPN.
///
/// AWS IoT Core distinguishes callers with a certificate from callers with a signature by ALPN on
/// port 443, and by the port otherwise (8443). Connections without the certificate never offer one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum ClientIdentityAlpn {
    /// On port 443 only. This is the default.
    #[default]
    ByPort,
    /// On each port.
    Always,
    /// On no port.
    Never,
}

impl ClientIdentityAlpn {
    pub(in crate::client) fn is_always(self) -> bool {
        self == Self::Always
    }
}

/// The protocol name of a service, and when it is offered.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::client) struct AlpnRule {
    pub(in crate::client) when: ClientIdentityAlpn,
    pub(in crate::client) protocol: Option<&'static str>,
}

impl AlpnRule {
    /// The name to offer to a port.
    pub(in crate::client) fn for_port(self, port: u16) -> Result<Option<&'static str>, NoTls> {
        let is_offered = match self.when {
            ClientIdentityAlpn::ByPort => port == 443,
            ClientIdentityAlpn::Always => true,
            ClientIdentityAlpn::Never => false,
        };
        match self.protocol.filter(|_| is_offered) {
            Some(name @ "h2") => Err(invalid(name, "this client uses HTTP/1.1 only")),
            Some(name) if name.is_empty() || name.len() > usize::from(u8::MAX) => {
                Err(invalid(name, "a protocol name has 1 to 255 bytes"))
            }
            offered => Ok(offered),
        }
    }
}

fn invalid(name: &str, reason: &str) -> NoTls {
    NoTls::without_cause(format!("`alpn_protocol` is {name:?}: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_default_the_name_is_offered_on_port_443_only() {
        let by_port = AlpnRule { protocol: Some("x-test"), ..AlpnRule::default() };
        let always = AlpnRule { when: ClientIdentityAlpn::Always, ..by_port };
        let never = AlpnRule { when: ClientIdentityAlpn::Never, ..by_port };
        let offered = |rule: AlpnRule, port| rule.for_port(port).unwrap();
        assert_eq!(offered(by_port, 443), Some("x-test"));
        assert_eq!(offered(by_port, 8443), None);
        assert_eq!(offered(always, 8443), Some("x-test"));
        assert_eq!(offered(never, 443), None);
        assert_eq!(offered(AlpnRule { protocol: None, ..always }, 443), None);
    }

    #[test]
    fn a_name_that_cannot_be_offered_is_an_error_where_it_would_be() {
        for (name, words) in [("h2", "HTTP/1.1 only"), ("", "1 to 255"), (LONG, "1 to 255")] {
            let rule = AlpnRule { protocol: Some(name), ..AlpnRule::default() };
            let error = rule.for_port(443).unwrap_err().to_string();
            assert!(error.contains("alpn_protocol") && error.contains(words), "{error}");
            assert_eq!(rule.for_port(8443).unwrap(), None);
        }
    }

    const LONG: &str = match std::str::from_utf8(&[b'x'; 256]) {
        Ok(name) => name,
        Err(_) => "",
    };
}
