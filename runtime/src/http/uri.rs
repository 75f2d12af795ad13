use std::fmt;

use http::uri::PathAndQuery;

use super::HttpError;

/// The target of a request.
#[derive(Clone)]
pub struct Uri {
    /// As given.
    text: String,
    parsed: http::Uri,
}

impl Uri {
    /// The path, such as `/things/pump/jobs`.
    pub fn path(&self) -> &str {
        self.parsed.path()
    }

    /// The part after the first question mark.
    pub fn query(&self) -> Option<&str> {
        self.parsed.query()
    }

    /// Redirects the request to another server: scheme and host of `endpoint` replace those of the
    /// request, and its path is prepended. Its query is ignored.
    ///
    /// # Errors
    /// The endpoint is not a URI, or has no scheme or host. Nothing is changed then.
    pub fn set_endpoint(&mut self, endpoint: &str) -> Result<(), HttpError> {
        let mut parts = endpoint.parse::<http::Uri>().map_err(HttpError::uri)?.into_parts();
        if parts.scheme.is_none() || parts.authority.is_none() {
            let problem = format!("the endpoint {endpoint:?} has no scheme or no host");
            return Err(HttpError::uri(problem));
        }
        let front = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
        let behind = self.parsed.path_and_query().map_or("", PathAndQuery::as_str);
        let joined = format!("{}/{}", front.trim_end_matches('/'), behind.trim_start_matches('/'));
        parts.path_and_query = Some(joined.parse().map_err(HttpError::uri)?);
        *self = http::Uri::from_parts(parts).map_err(HttpError::uri)?.into();
        Ok(())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn into_parsed(self) -> http::Uri {
        self.parsed
    }
}

impl From<http::Uri> for Uri {
    fn from(parsed: http::Uri) -> Self {
        Self { text: parsed.to_string(), parsed }
    }
}

impl TryFrom<String> for Uri {
    type Error = HttpError;

    fn try_from(text: String) -> Result<Self, HttpError> {
        let parsed = text.parse().map_err(HttpError::uri)?;
        Ok(Self { text, parsed })
    }
}

impl TryFrom<&str> for Uri {
    type Error = HttpError;

    fn try_from(text: &str) -> Result<Self, HttpError> {
        text.to_owned().try_into()
    }
}

/// Omits the query, which may contain a signature or a key.
impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.split_once('?') {
            Some((start, _)) => f.write_fmt(format_args!("{start}?** redacted **")),
            None => f.write_str(&self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_replaces_the_server_and_goes_in_front_of_the_path() {
        for (endpoint, uri, joined) in [
            ("http://a.example", "/x?y=1", "http://a.example/x?y=1"),
            ("https://a.example:8443/front/", "http://b/x", "https://a.example:8443/front/x"),
            ("http://a.example/front?q", "/", "http://a.example/front/"),
        ] {
            let mut changed = Uri::try_from(uri).unwrap();
            changed.set_endpoint(endpoint).unwrap();
            assert_eq!(changed.as_str(), joined);
            assert_eq!(changed.into_parsed(), joined);
        }
        let mut uri = Uri::try_from("http://b/x").unwrap();
        for endpoint in ["a.example", "/x", "http://a b"] {
            uri.set_endpoint(endpoint).unwrap_err();
            assert_eq!(uri.as_str(), "http://b/x");
        }
    }

    #[test]
    fn a_query_does_not_show() {
        let uri = Uri::try_from("http://b/x?X-Amz-Signature=hunter2").unwrap();
        assert_eq!(format!("{uri:?}"), "http://b/x?** redacted **");
        assert_eq!((uri.path(), uri.query()), ("/x", Some("X-Amz-Signature=hunter2")));
    }
}
