//! Proxies: settings, environment variables and exceptions.

mod exceptions;
mod server;

use std::ffi::OsString;
use std::{env, fmt};

use http::Uri;
use http::uri::Scheme;

use self::exceptions::Exceptions;
pub(super) use self::server::Server;
use super::loopback::is_loopback;

/// The HTTP proxy of requests.
///
/// Requests to `https` endpoints use a tunnel (`CONNECT`), so the proxy sees only the host.
/// Requests to `http` endpoints are sent to the proxy directly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProxyConfig(Choice);

#[derive(Clone, Debug, Default, PartialEq)]
enum Choice {
    #[default]
    Environment,
    Direct,
    All(Server),
}

impl ProxyConfig {
    /// The proxy from the environment: `HTTPS_PROXY` for `https` endpoints, `HTTP_PROXY` for `http`
    /// ones, `ALL_PROXY` for either if its variable is not set, and `NO_PROXY`, a list of hosts,
    /// domains and networks that are reached without a proxy. Lower-case names work too; upper case
    /// takes precedence. This is the default.
    ///
    /// The variables are read once, at the first request. As in Go, `localhost` and loopback
    /// addresses never use a proxy, because they would refer to the proxy's own host. `HTTP_PROXY`
    /// is ignored in a CGI program, where a request's `Proxy` header would set it.
    pub fn from_env() -> Self {
        Self(Choice::Environment)
    }

    /// No proxy, regardless of the environment.
    pub fn none() -> Self {
        Self(Choice::Direct)
    }

    /// One proxy for all requests: `http://host:port`, or `http://user:password@host:port`. In the
    /// password, all but letters and digits must be percent-encoded.
    ///
    /// # Errors
    /// The URL does not have this form.
    pub fn all(url: &str) -> Result<Self, InvalidProxy> {
        Server::parse("the proxy", url).map(Choice::All).map(Self)
    }

    /// Reads the environment, if the proxy comes from there.
    pub(super) fn resolve(&self) -> Proxies {
        match &self.0 {
            Choice::Direct => Proxies::default(),
            Choice::All(proxy) => Proxies {
                http: Some(Ok(proxy.clone())),
                https: Some(Ok(proxy.clone())),
                exceptions: None,
            },
            Choice::Environment => Proxies::from_variables(|name| env::var_os(name)),
        }
    }
}

/// The resolved proxies.
#[derive(Debug, Default)]
pub(super) struct Proxies {
    http: Option<Result<Server, InvalidProxy>>,
    https: Option<Result<Server, InvalidProxy>>,
    /// `None` if even the local host is reached through the proxy.
    exceptions: Option<Exceptions>,
}

impl Proxies {
    pub(super) fn find(&self, target: &Uri) -> Result<Option<&Server>, InvalidProxy> {
        let is_secure = target.scheme() == Some(&Scheme::HTTPS);
        match if is_secure { &self.https } else { &self.http } {
            Some(proxy) if !self.is_exempt(target) => {
                proxy.as_ref().map(Some).map_err(Clone::clone)
            }
            _ => Ok(None),
        }
    }

    fn is_exempt(&self, target: &Uri) -> bool {
        let Some(exceptions) = &self.exceptions else { return false };
        is_loopback(target) || exceptions.contain(target)
    }

    pub(super) fn from_variables(read: impl Fn(&str) -> Option<OsString>) -> Self {
        let read = |name: &str| {
            let names = [name.to_owned(), name.to_ascii_lowercase()];
            names.into_iter().find_map(|name| {
                let value = read(&name).filter(|value| !value.is_empty())?;
                Some((name, value))
            })
        };
        let proxy = |name| {
            let (name, value) = read(name)?;
            Some(match value.to_str() {
                Some(url) => Server::parse(&name, url),
                None => Err(InvalidProxy::no_url(&name)),
            })
        };
        let is_cgi = read("REQUEST_METHOD").is_some();
        let http = if is_cgi { None } else { proxy("HTTP_PROXY") };
        let all = proxy("ALL_PROXY");
        // A part that is not Unicode cannot be the host of a URI, so it can be ignored.
        let no = read("NO_PROXY").unwrap_or_default().1;
        Self {
            http: http.or_else(|| all.clone()),
            https: proxy("HTTPS_PROXY").or(all),
            exceptions: Some(Exceptions::new(&no.to_string_lossy())),
        }
    }
}

/// The error for an invalid proxy setting. It does not quote the setting, which may contain a
/// password.
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
        Proxies::from_variables(|wanted| {
            let found = variables.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.into())
        })
    }

    fn found(proxies: &Proxies, target: &'static str) -> Option<String> {
        let proxy = proxies.find(&Uri::from_static(target)).unwrap();
        proxy.map(|proxy| proxy.address().host().unwrap().to_owned())
    }

    #[test]
    fn each_scheme_has_its_variable_and_all_is_for_the_rest() {
        let both = environment(&[("HTTPS_PROXY", "http://secure:1"), ("http_proxy", "plain:1")]);
        assert_eq!(found(&both, "https://host").as_deref(), Some("secure"));
        assert_eq!(found(&both, "http://host").as_deref(), Some("plain"));
        let one = environment(&[("ALL_PROXY", "http://any"), ("https_proxy", "http://secure")]);
        assert_eq!(found(&one, "https://host").as_deref(), Some("secure"));
        assert_eq!(found(&one, "http://host").as_deref(), Some("any"));
        assert_eq!(found(&environment(&[("HTTPS_PROXY", "")]), "https://host"), None);
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

    fn problem(proxies: &Proxies, target: &'static str) -> String {
        proxies.find(&Uri::from_static(target)).unwrap_err().to_string()
    }

    #[test]
    fn a_setting_that_cannot_be_used_is_an_error_and_no_bypass() {
        let odd = environment(&[("https_proxy", "ftp://u:hunter2@host")]);
        let expected = "https_proxy is ftp://host/, of a kind that is not supported";
        assert!(problem(&odd, "https://host").starts_with(expected));
        let socks = environment(&[("ALL_PROXY", "socks5://u:hunter2@host:1080")]);
        let expected = "ALL_PROXY is socks5://host:1080/, of a kind that is not supported";
        assert!(problem(&socks, "https://host").starts_with(expected));
        for url in ["", "http://", "ftp://host", "https://host", "a b", "http://host:many"] {
            assert!(ProxyConfig::all(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_broken_setting_is_no_concern_of_those_who_do_not_use_it() {
        let proxies = environment(&[
            ("HTTP_PROXY", "ftp://odd"),
            ("ALL_PROXY", "http://any"),
            ("NO_PROXY", ".internal"),
        ]);
        assert!(
            problem(&proxies, "http://host").starts_with("HTTP_PROXY is ftp://odd/, of a kind")
        );
        assert_eq!(found(&proxies, "https://host").as_deref(), Some("any"));
        assert_eq!(found(&proxies, "http://a.internal"), None);
        assert_eq!(found(&proxies, "http://127.0.0.1"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_unicode_is_an_error_and_no_bypass() {
        use std::os::unix::ffi::OsStringExt;

        let proxies = Proxies::from_variables(|name| match name {
            "HTTPS_PROXY" => Some(OsString::from_vec(b"http://pr\xf6xy:3128".to_vec())),
            "HTTP_PROXY" => Some("http://plain".into()),
            "NO_PROXY" => Some(OsString::from_vec(b"k\xf6ln.de,.internal".to_vec())),
            _ => None,
        });
        assert!(problem(&proxies, "https://host").starts_with("HTTPS_PROXY is not a URL"));
        assert_eq!(found(&proxies, "http://host").as_deref(), Some("plain"));
        assert_eq!(found(&proxies, "https://a.internal"), None);
    }

    #[test]
    fn a_password_that_is_not_encoded_is_an_error_that_does_not_show_it() {
        for url in [
            "http://user:p@hunter2@host:3128",
            "http://user:hunter2/@host:3128",
            "http://user:12/hunter2@host:3128",
            "http://user:12?hunter2@host:3128",
            "http://user:12#hunter2@host:3128",
            "http://user:p@hunter2/@host:3128",
            "user:p@hunter2@host",
            "socks5://user:p@hunter2@host:1080",
        ] {
            let error = ProxyConfig::all(url).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("hunter2") && !shown.contains("12"), "{shown}");
        }
    }

    #[test]
    fn a_password_is_sent_decoded_and_never_shown() {
        let config = ProxyConfig::all("http://user:hunter%402@host:3128").unwrap();
        let proxies = config.resolve();
        let proxy = proxies.find(&Uri::from_static("http://host")).unwrap().unwrap();
        assert_eq!(proxy.authorization().unwrap(), "Basic dXNlcjpodW50ZXJAMg==");
        let environment = environment(&[("ALL_PROXY", "http://user:hunter2@host")]);
        for shown in [format!("{config:?}"), format!("{proxies:?}"), format!("{environment:?}")] {
            assert!(!shown.contains("hunter") && !shown.contains("dXNl"), "{shown}");
        }
    }
}
