use std::net::IpAddr;
use std::sync::Arc;
use std::{env, fmt};

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

/// Which HTTP proxy requests go through.
///
/// Requests to `https` endpoints go through a tunnel (`CONNECT`), which shows the proxy nothing but
/// the host. Requests to `http` endpoints are handed to the proxy as they are.
#[derive(Clone, Debug, Default)]
pub struct ProxyConfig(Choice);

#[derive(Clone, Debug, Default)]
enum Choice {
    #[default]
    Environment,
    Direct,
    All(Arc<Matcher>),
}

impl ProxyConfig {
    /// The proxy of the environment: `HTTPS_PROXY` for `https` endpoints, `HTTP_PROXY` for `http`
    /// ones, `ALL_PROXY` for both where theirs is not set, and `NO_PROXY`, a list of hosts, domains
    /// and networks without a proxy. In lower case too; upper case comes first. This is the
    /// default.
    ///
    /// The variables are read once, at the first request. As in Go, `localhost` and loopback
    /// addresses never have a proxy, since a proxy's own loopback is another one. `HTTP_PROXY` is
    /// not read in a CGI program, where a request's `Proxy` header would set it.
    pub fn from_env() -> Self {
        Self(Choice::Environment)
    }

    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self(Choice::Direct)
    }

    /// One proxy for all requests: `http://host:port`, or `http://user:password@host:port`, with
    /// what is not a letter or digit in the password percent-encoded.
    ///
    /// # Errors
    /// The URL is not of that form.
    pub fn all(url: &str) -> Result<Self, InvalidProxy> {
        let matcher = Matcher::builder().all(url).build();
        match parsed(url) {
            None => Err(InvalidProxy::no_url("the proxy")),
            Some(proxy) => supported(proxy).map(|_| Self(Choice::All(Arc::new(matcher)))),
        }
    }

    /// Reads the environment, if that is where the proxy comes from.
    pub(super) fn resolve(&self) -> Proxies {
        match &self.0 {
            Choice::Direct => Proxies::None,
            Choice::All(matcher) => Proxies::All(Arc::clone(matcher)),
            Choice::Environment => from_variables(|name| env::var(name).ok()),
        }
    }
}

/// The proxies that are in use.
#[derive(Debug)]
pub(super) enum Proxies {
    None,
    All(Arc<Matcher>),
    Environment(Arc<Matcher>),
    Invalid(InvalidProxy),
}

impl Proxies {
    pub(super) fn find(&self, target: &Uri) -> Result<Option<Intercept>, InvalidProxy> {
        let found = match self {
            Self::None => None,
            Self::All(matcher) => matcher.intercept(target),
            _ if is_loopback(target) => None,
            Self::Environment(matcher) => matcher.intercept(target),
            Self::Invalid(invalid) => return Err(invalid.clone()),
        };
        found.map(supported).transpose()
    }
}

fn from_variables(read: impl Fn(&str) -> Option<String>) -> Proxies {
    let read = |name: &'static str| {
        let names = [name.to_owned(), name.to_ascii_lowercase()];
        names.iter().find_map(|name| read(name).filter(|value| !value.is_empty()))
    };
    let is_cgi = read("REQUEST_METHOD").is_some();
    let http = if is_cgi { None } else { read("HTTP_PROXY") };
    let (https, all) = (read("HTTPS_PROXY"), read("ALL_PROXY"));
    if [&http, &https, &all].iter().all(|value| value.is_none()) {
        return Proxies::None;
    }
    for (name, value) in [("HTTP_PROXY", &http), ("HTTPS_PROXY", &https), ("ALL_PROXY", &all)] {
        if value.as_ref().is_some_and(|value| parsed(value).is_none()) {
            return Proxies::Invalid(InvalidProxy::no_url(name));
        }
    }
    let matcher = Matcher::builder()
        .http(http.unwrap_or_default())
        .https(https.unwrap_or_default())
        .all(all.unwrap_or_default())
        .no(read("NO_PROXY").unwrap_or_default());
    Proxies::Environment(Arc::new(matcher.build()))
}

/// What is left out of a list that is not a URL would be a request that bypasses the proxy.
fn parsed(url: &str) -> Option<Intercept> {
    Matcher::builder().all(url).build().intercept(&Uri::from_static("https://any"))
}

fn supported(proxy: Intercept) -> Result<Intercept, InvalidProxy> {
    match proxy.uri().scheme() == Some(&Scheme::HTTP) {
        true => Ok(proxy),
        false => Err(InvalidProxy(format!(
            "the proxy {} is of a kind that is not supported; expected {FORM}",
            proxy.uri()
        ))),
    }
}

fn is_loopback(target: &Uri) -> bool {
    let host = target.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

/// What is wrong with the setting of a proxy. It does not repeat the setting, which may have a
/// password in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvalidProxy(String);

const FORM: &str = "http://host:port";

impl InvalidProxy {
    fn no_url(name: &str) -> Self {
        Self(format!("{name} is not a URL of the form {FORM}"))
    }
}

impl fmt::Display for InvalidProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidProxy {}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &'static [(&str, &str)]) -> Proxies {
        from_variables(|wanted| {
            let found = variables.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    fn found(proxies: &Proxies, target: &'static str) -> Option<String> {
        let proxy = proxies.find(&Uri::from_static(target)).unwrap();
        proxy.map(|proxy| proxy.uri().host().unwrap().to_owned())
    }

    #[test]
    fn each_scheme_has_its_variable_and_all_is_for_the_rest() {
        let both = environment(&[("HTTPS_PROXY", "http://secure:1"), ("http_proxy", "plain:1")]);
        assert_eq!(found(&both, "https://host").as_deref(), Some("secure"));
        assert_eq!(found(&both, "http://host").as_deref(), Some("plain"));
        let one = environment(&[("ALL_PROXY", "http://any"), ("https_proxy", "http://secure")]);
        assert_eq!(found(&one, "https://host").as_deref(), Some("secure"));
        assert_eq!(found(&one, "http://host").as_deref(), Some("any"));
        assert!(matches!(environment(&[("HTTPS_PROXY", "")]), Proxies::None));
    }

    #[test]
    fn exceptions_and_loopback_have_no_proxy() {
        let proxies = environment(&[
            ("ALL_PROXY", "http://any"),
            ("no_proxy", "amazonaws.com, 10.0.0.0/8,.internal"),
        ]);
        for host in [
            "https://data.iot.eu-west-1.amazonaws.com",
            "http://10.1.2.3:80",
            "http://a.internal",
            "http://localhost:4566",
            "http://127.0.0.1",
            "http://127.8.9.10",
            "https://[::1]:8443",
        ] {
            assert_eq!(found(&proxies, host), None, "{host}");
        }
        assert_eq!(found(&proxies, "https://notamazonaws.com").as_deref(), Some("any"));
        assert_eq!(found(&proxies, "http://169.254.169.254").as_deref(), Some("any"));
        let all = ProxyConfig::all("http://any").unwrap().resolve();
        assert_eq!(found(&all, "http://localhost").as_deref(), Some("any"));
    }

    #[test]
    fn a_cgi_program_takes_no_proxy_from_a_header() {
        let proxies = environment(&[
            ("REQUEST_METHOD", "GET"),
            ("HTTP_PROXY", "http://evil"),
            ("HTTPS_PROXY", "http://secure"),
        ]);
        assert_eq!(found(&proxies, "http://host"), None);
        assert_eq!(found(&proxies, "https://host").as_deref(), Some("secure"));
    }

    #[test]
    fn a_setting_that_cannot_be_used_is_an_error_and_no_bypass() {
        let error = environment(&[("HTTPS_PROXY", "ftp://u:hunter2@host")]);
        let error = error.find(&Uri::from_static("https://host")).unwrap_err().to_string();
        assert_eq!(error, "HTTPS_PROXY is not a URL of the form http://host:port");
        let socks = environment(&[("ALL_PROXY", "socks5://u:hunter2@host:1080")]);
        let error = socks.find(&Uri::from_static("https://host")).unwrap_err().to_string();
        assert!(error.contains("the proxy socks5://host:1080/ is of a kind"), "{error}");
        for url in ["", "http://", "ftp://host", "https://host", "a b"] {
            assert!(ProxyConfig::all(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_password_is_sent_decoded_and_never_shown() {
        let config = ProxyConfig::all("http://user:hunter%402@host:3128").unwrap();
        let proxies = config.resolve();
        let proxy = proxies.find(&Uri::from_static("http://host")).unwrap().unwrap();
        assert_eq!(proxy.basic_auth().unwrap(), "Basic dXNlcjpodW50ZXJAMg==");
        let environment = environment(&[("ALL_PROXY", "http://user:hunter2@host")]);
        for shown in [format!("{config:?}"), format!("{proxies:?}"), format!("{environment:?}")] {
            assert!(!shown.contains("hunter") && !shown.contains("dXNl"), "{shown}");
        }
    }
}
