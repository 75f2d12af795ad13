//! Endpoints.

use std::fmt;
use std::net::Ipv4Addr;

use http::uri::{Authority, Parts, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use serde_json::{Map, Value};

use crate::rules::AuthScheme;

/// The endpoint of requests, with its properties.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Endpoint {
    url: String,
    headers: Vec<(&'static str, String)>,
    auth_schemes: Vec<AuthScheme>,
    properties: Map<String, Value>,
}

impl Endpoint {
    /// An endpoint with a scheme, a host, and perhaps a port and a base path.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            headers: Vec::new(),
            auth_schemes: Vec::new(),
            properties: Map::new(),
        }
    }

    /// Adds a header to every request. A name may be added several times, with different values.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds an authentication scheme. The client uses the first one that it and the operation
    /// support and for which it has an identity. If none is added, the operation decides.
    #[must_use]
    pub fn with_auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }

    /// Adds another property of the endpoint, for callers to read; the client ignores it.
    #[must_use]
    pub fn with_property(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.properties.insert(name.into(), value.into());
        self
    }

    /// The endpoint as a URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Headers for every request, in the order of the rules.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// Authentication schemes in order of preference. Empty if the operation decides.
    pub fn auth_schemes(&self) -> &[AuthScheme] {
        &self.auth_schemes
    }

    /// Other properties of the endpoint, by name.
    pub fn properties(&self) -> &Map<String, Value> {
        &self.properties
    }

    pub(crate) fn resolve(&self) -> Result<Base, EndpointError> {
        let complaint = |problem: &str| {
            // The part before an `@` may contain a password.
            let shown = match self.url.rsplit_once('@') {
                Some((_, rest)) => format!("…@{rest}"),
                None => self.url.clone(),
            };
            EndpointError(format!(
                "the endpoint {shown:?} {problem}; expected something like https://host.example"
            ))
        };
        let uri: Uri = self.url.parse().map_err(|_| complaint("is not a URL"))?;
        if uri.query().is_some() {
            return Err(complaint("has a query"));
        }
        let scheme = uri.scheme().filter(|scheme| ["http", "https"].contains(&scheme.as_str()));
        let (Some(scheme), Some(authority)) = (scheme, uri.authority()) else {
            return Err(complaint("has neither http:// nor https:// in front of a host"));
        };
        if authority.as_str().contains('@') {
            return Err(complaint("has a user name or password in it"));
        }
        // An invalid port would be ignored in favour of the scheme's.
        if authority.as_str() != authority.host() && !matches!(authority.port_u16(), Some(1..)) {
            return Err(complaint("has a port that is not a number from 1 to 65535"));
        }
        Ok(Base {
            host_header: host_header(scheme, authority)
                .ok_or_else(|| complaint("has a host that is not a valid header value"))?,
            scheme: scheme.clone(),
            authority: authority.clone(),
            path: uri.path().trim_end_matches('/').to_owned(),
            headers: self.header_map()?,
            auth_schemes: self.auth_schemes.clone(),
        })
    }

    fn header_map(&self) -> Result<HeaderMap, EndpointError> {
        let mut map = HeaderMap::new();
        for (name, value) in &self.headers {
            let refused = || format!("the header `{name}` of the endpoint is not valid");
            let header: HeaderName = name.parse().map_err(|_| refused())?;
            map.append(header, HeaderValue::from_str(value).map_err(|_| refused())?);
        }
        Ok(map)
    }
}

/// A parsed endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    scheme: Scheme,
    authority: Authority,
    host_header: HeaderValue,
    path: String,
    headers: HeaderMap,
    auth_schemes: Vec<AuthScheme>,
}

impl Base {
    pub(crate) fn host(&self) -> &str {
        self.authority.as_str()
    }

    pub(crate) fn port(&self) -> u16 {
        self.authority.port_u16().unwrap_or(if self.is_secure() { 443 } else { 80 })
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// The value of the `Host` header: it includes the port only if it is not the scheme's default.
    pub(crate) fn host_header(&self) -> &HeaderValue {
        &self.host_header
    }

    /// The headers to add to every request.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The authentication schemes of the endpoint; empty if it defines none.
    pub(crate) fn auth_schemes(&self) -> &[AuthScheme] {
        &self.auth_schemes
    }

    /// The same with a host prefix. An IP address stays unchanged, because it cannot have a prefix.
    pub(crate) fn with_prefix(mut self, prefix: &str) -> Result<Self, EndpointError> {
        let host = self.authority.host();
        if host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok() {
            return Ok(self);
        }
        let host = format!("{prefix}{host}");
        let fits = host.len() <= 253 && host.split('.').all(|label| label.len() <= 63);
        let authority = format!("{prefix}{}", self.authority).parse().ok().filter(|_| fits);
        let refused = || EndpointError(format!("{host:?} cannot be the name of a host"));
        self.authority = authority.ok_or_else(refused)?;
        self.host_header = host_header(&self.scheme, &self.authority).ok_or_else(refused)?;
        Ok(self)
    }

    pub(crate) fn is_at(&self, scheme: &Scheme, authority: &Authority) -> bool {
        self.scheme == *scheme && self.authority == *authority
    }

    /// The absolute URI for a relative one.
    pub(crate) fn join(&self, relative: &Uri) -> Result<Uri, http::Error> {
        let path_and_query = match (self.path.as_str(), relative.path_and_query()) {
            ("", Some(path_and_query)) => path_and_query.clone(),
            (base, relative) => format!("{base}{}", relative.map_or("/", |path| path.as_str()))
                .parse()
                .map_err(http::Error::from)?,
        };
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path_and_query);
        Ok(Uri::from_parts(parts)?)
    }
}

pub(crate) fn host_header(scheme: &Scheme, authority: &Authority) -> Option<HeaderValue> {
    let implied = if *scheme == Scheme::HTTPS { 443 } else { 80 };
    let text = match authority.port_u16() {
        Some(port) if port == implied => authority.host(),
        _ => authority.as_str(),
    };
    HeaderValue::from_str(text).ok()
}

/// Regions become part of host names. An invalid label could redirect a signed request to another
/// host.
#[cfg(feature = "aws")]
pub(crate) fn check_region(region: &str) -> Result<(), EndpointError> {
    let fits = (1..=63).contains(&region.len())
        && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !region.starts_with('-')
        && !region.ends_with('-');
    match fits {
        true => Ok(()),
        false => Err(format!("the region {region:?} is not part of a host name").into()),
    }
}

/// `DescribeEndpoint` returns bare hosts, which users paste.
pub(crate) fn with_scheme(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}

/// The endpoint rules have no endpoint for the settings.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EndpointError(String);

impl EndpointError {
    /// An error with the message of the rule that raised it.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// The message of the rule.
    pub fn message(&self) -> &str {
        &self.0
    }
}

impl From<&str> for EndpointError {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

impl From<&String> for EndpointError {
    fn from(message: &String) -> Self {
        Self::new(message)
    }
}

impl From<String> for EndpointError {
    fn from(message: String) -> Self {
        Self(message)
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EndpointError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(url: &str, relative: &'static str) -> Result<String, EndpointError> {
        let base = Endpoint::new(with_scheme(url)).resolve()?;
        Ok(base.join(&Uri::from_static(relative)).unwrap().to_string())
    }

    #[test]
    fn a_bare_host_a_port_and_a_base_path_are_accepted() {
        assert_eq!(
            join("a-ats.iot.x.amazonaws.com", "/t?q").unwrap(),
            "https://a-ats.iot.x.amazonaws.com/t?q"
        );
        assert_eq!(join("http://127.0.0.1:4566/", "/t").unwrap(), "http://127.0.0.1:4566/t");
        assert_eq!(join("https://proxy/base/", "/t").unwrap(), "https://proxy/base/t");
        assert_eq!(join("https://proxy/@a:b", "/t").unwrap(), "https://proxy/@a:b/t");
        assert_eq!(join("http://[::1]:65535", "/t").unwrap(), "http://[::1]:65535/t");
    }

    #[test]
    fn a_prefix_stands_in_front_of_names_and_leaves_addresses() {
        let prefixed = |url: &str, prefix: &str| {
            let base = Endpoint::new(url).resolve().unwrap().with_prefix(prefix)?;
            let uri = base.join(&Uri::from_static("/t")).unwrap().to_string();
            Ok::<_, EndpointError>((uri, base.host_header().to_str().unwrap().to_owned()))
        };
        let of = |uri: &str, host: &str| (uri.to_owned(), host.to_owned());
        let expected = of("https://a.b.x.example:444/v1/t", "a.b.x.example:444");
        assert_eq!(prefixed("https://x.example:444/v1", "a.b.").unwrap(), expected);
        let expected = of("https://data-x.example:443/t", "data-x.example");
        assert_eq!(prefixed("https://x.example:443", "data-").unwrap(), expected);
        for (url, host) in [("http://127.0.0.1:80", "127.0.0.1"), ("http://[::1]:7", "[::1]:7")] {
            assert_eq!(prefixed(url, "data.").unwrap(), of(&format!("{url}/t"), host));
        }
        for host in ["x".repeat(60), ["x"; 126].join(".")] {
            let error = prefixed(&format!("https://{host}"), "data-").unwrap_err();
            assert!(error.to_string().contains("data-x"), "{error}");
        }
    }

    #[test]
    fn the_host_header_leaves_out_the_port_of_the_scheme() {
        let host = |url| Endpoint::new(url).resolve().unwrap().host_header().clone();
        assert_eq!(host("https://a.example:443"), "a.example");
        assert_eq!(host("http://a.example:443"), "a.example:443");
        assert_eq!(host("http://[::1]:80/x"), "[::1]");
    }

    #[test]
    fn headers_and_auth_schemes_go_along() {
        let endpoint = Endpoint::new("https://host.example")
            .with_header("x-route", "a")
            .with_header("x-route", "b")
            .with_auth_scheme(AuthScheme::new("sigv4a"))
            .with_auth_scheme(AuthScheme::new("sigv4").with_signing_name("other"));
        let base = endpoint.resolve().unwrap();
        let routes: Vec<_> = base.headers().get_all("x-route").iter().collect();
        assert_eq!(routes, ["a", "b"]);
        assert_eq!(base.auth_schemes(), endpoint.auth_schemes());
    }

    #[test]
    fn an_endpoint_with_a_header_that_is_none_is_an_error() {
        let broken = Endpoint::new("https://a").with_header("x-route", "a\nb");
        let error = broken.resolve().unwrap_err().to_string();
        assert!(error.contains("x-route") && !error.contains('\n'), "{error}");
    }

    #[test]
    fn a_password_is_refused_without_repeating_it() {
        for url in ["https://user:hunter2@host", "https://user@host", "user:hunter2@host:1"] {
            let error = join(url, "/").unwrap_err().to_string();
            assert!(error.contains("a user name or password"), "{error}");
            assert!(error.contains("\"…@host") && !error.contains("user:"), "{error}");
        }
        // These are not valid URLs, so a password cannot be identified.
        for url in ["https://user:hunter2/@host", "https://user:hunter2 @host", "u:hunter2?@h"] {
            let error = join(url, "/").unwrap_err().to_string();
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn a_port_that_is_none_is_not_taken_for_another() {
        for url in ["https://h:99999", "https://h:abc", "h:-1", "https://h:", "http://[::1]:0"] {
            let error = join(url, "/").unwrap_err().to_string();
            assert!(error.contains(url) && error.contains("from 1 to 65535"), "{error}");
        }
    }

    #[test]
    fn a_region_that_would_change_the_host_is_refused() {
        assert!(check_region("eu-central-1").is_ok());
        for region in ["", "x@evil.example/", "a.b", "-a", "a-", "a b", "é"] {
            assert!(check_region(region).is_err(), "{region}");
        }
    }

    #[test]
    fn anything_else_is_an_error_that_shows_it() {
        for url in ["", "ftp://host", "https://", "https://a b", "https://host?x=1"] {
            let error = join(url, "/").unwrap_err().to_string();
            assert!(error.contains("https://host.example"), "{url}: {error}");
        }
    }
}
