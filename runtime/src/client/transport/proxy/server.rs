use std::fmt;

use aws_smithy_types::base64;
use http::header::HeaderValue;
use http::uri::{Authority, PathAndQuery, Scheme, Uri};
use percent_encoding::percent_decode_str;

use super::{FORM, InvalidProxy};

/// An HTTP proxy: its address, and perhaps a user and a password.
#[derive(Clone, PartialEq)]
pub(in crate::client::transport) struct Server {
    address: Uri,
    login: Option<(String, String)>,
}

impl Server {
    /// # Errors
    /// The text is not a URL of the expected form. The error names the setting.
    pub(super) fn parse(name: &str, url: &str) -> Result<Self, InvalidProxy> {
        let no_url = || InvalidProxy::no_url(name);
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (login, host) = match rest.split_once('@') {
            None => (None, rest),
            // A password with an unencoded `@`, `/`, `?` or `#` would be taken for the host.
            Some((login, host)) if login.contains(['/', '?', '#']) || host.contains('@') => {
                return Err(InvalidProxy(format!(
                    "{name} has a character in its user or password that must be \
                     percent-encoded, such as %40 for @"
                )));
            }
            Some((login, host)) => (Some(login), host),
        };
        let authority: Authority = host.parse().map_err(|_| no_url())?;
        let has_port = authority.as_str() != authority.host();
        if authority.host().is_empty() || (has_port && !matches!(authority.port_u16(), Some(1..))) {
            return Err(no_url());
        }
        let scheme: Scheme = scheme.parse().map_err(|_| no_url())?;
        let address = Uri::builder()
            .scheme(scheme.clone())
            .authority(authority)
            .path_and_query(PathAndQuery::from_static("/"))
            .build()
            .map_err(|_| no_url())?;
        if scheme != Scheme::HTTP {
            return Err(InvalidProxy(format!(
                "{name} is {address}, of a kind that is not supported; expected {FORM}"
            )));
        }
        Ok(Self {
            address,
            login: login.map(|login| decoded(login).ok_or_else(no_url)).transpose()?,
        })
    }

    /// `http://host:port/`, without user and password.
    pub(in crate::client::transport) fn address(&self) -> &Uri {
        &self.address
    }

    /// The value of `Proxy-Authorization`.
    pub(in crate::client::transport) fn authorization(&self) -> Option<HeaderValue> {
        let (user, password) = self.login.as_ref()?;
        let text = format!("Basic {}", base64::encode(format!("{user}:{password}")));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// `None` if a part is not Unicode.
fn decoded(login: &str) -> Option<(String, String)> {
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    let decode = |text| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    Some((decode(user)?, decode(password)?))
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let login = self.login.as_ref().map(|_| format_args!("** redacted **"));
        f.debug_struct("Server").field("address", &self.address).field("login", &login).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_decoded_and_does_not_show() {
        let server = Server::parse("P", "http://us%40er:p%3Ass@host:3128/").unwrap();
        assert_eq!(server.address(), "http://host:3128/");
        assert_eq!(server.authorization().unwrap(), "Basic dXNAZXI6cDpzcw==");
        assert!(!format!("{server:?}").contains("ss@"), "{server:?}");
        let plain = Server::parse("P", "host").unwrap();
        assert_eq!(
            (plain.address(), plain.authorization()),
            (&Uri::from_static("http://host/"), None)
        );
        assert!(Server::parse("P", "http://%ff@host").is_err());
    }
}
