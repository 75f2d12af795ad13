use std::fmt::Write;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request};
use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use super::label::SEGMENT;
use super::parameter::Parameter;
use super::without::Without;
use crate::error::BuildError;

/// Puts a request together: method and path first, then query and headers, the body last.
#[derive(Debug)]
#[must_use = "a body method ends the chain: `empty`, `json` or `json_without`"]
pub struct RequestBuilder {
    method: Method,
    uri: String,
    headers: HeaderMap,
    problem: Option<BuildError>,
}

impl RequestBuilder {
    /// A request to a path whose labels are already encoded; see [`label`](super::label()).
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, uri: path.into(), headers: HeaderMap::new(), problem: None }
    }

    /// A `GET` request.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    /// A `POST` request.
    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// A `PUT` request.
    pub fn put(path: impl Into<String>) -> Self {
        Self::new(Method::PUT, path)
    }

    /// A `DELETE` request.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// A `PATCH` request.
    pub fn patch(path: impl Into<String>) -> Self {
        Self::new(Method::PATCH, path)
    }

    /// A `HEAD` request.
    pub fn head(path: impl Into<String>) -> Self {
        Self::new(Method::HEAD, path)
    }

    /// Adds `name=value` to the query, once per value; nothing for an absent one.
    pub fn query(mut self, name: &str, value: &impl Parameter) -> Self {
        let uri = &mut self.uri;
        value.for_each(&mut |text| {
            let separator = if uri.contains('?') { '&' } else { '?' };
            let name = utf8_percent_encode(name, SEGMENT);
            let text = utf8_percent_encode(text, SEGMENT);
            // Writing to a `String` cannot fail.
            let _ = write!(uri, "{separator}{name}={text}");
        });
        self
    }

    /// Sets a header; several values are joined by commas; none for an absent one.
    pub fn header(mut self, name: &'static str, value: &impl Parameter) -> Self {
        let mut joined: Option<String> = None;
        value.for_each(&mut |text| match &mut joined {
            None => joined = Some(text.to_owned()),
            Some(joined) => {
                joined.push_str(", ");
                joined.push_str(text);
            }
        });
        if let Some(text) = joined {
            match HeaderValue::from_str(&text) {
                Ok(value) => {
                    self.headers.insert(HeaderName::from_static(name), value);
                }
                Err(_) => self.problem = Some(BuildError::header(name)),
            }
        }
        self
    }

    /// Ends the request without a body.
    ///
    /// # Errors
    /// A header or the path cannot be sent as it is.
    pub fn empty(self) -> Result<Request<Bytes>, BuildError> {
        self.finish(Bytes::new())
    }

    /// Ends the request with all members of `value` as a JSON body.
    ///
    /// # Errors
    /// A header, the path or the body cannot be sent as it is.
    pub fn json(mut self, value: &impl Serialize) -> Result<Request<Bytes>, BuildError> {
        let body = serde_json::to_vec(value).map_err(BuildError::body)?;
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.finish(body.into())
    }

    /// Ends the request with a JSON body of the members that do not travel elsewhere.
    ///
    /// # Errors
    /// A header, the path or the body cannot be sent as it is.
    pub fn json_without(
        self,
        elsewhere: &[&str],
        value: &impl Serialize,
    ) -> Result<Request<Bytes>, BuildError> {
        self.json(&Without { value, elsewhere })
    }

    fn finish(self, body: Bytes) -> Result<Request<Bytes>, BuildError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let mut request = Request::new(body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.uri.try_into().map_err(BuildError::uri)?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_values_leave_no_trace() {
        let request = RequestBuilder::get("/things/t/jobs")
            .query("a", &None::<bool>)
            .query("b", &Some(i64::MAX))
            .query("c", &vec!["x y".to_owned(), "z&".to_owned()])
            .header("x-none", &None::<String>)
            .header("x-list", &vec![1, 2])
            .empty()
            .unwrap();
        assert_eq!(request.uri(), "/things/t/jobs?b=9223372036854775807&c=x%20y&c=z%26");
        assert_eq!(request.headers().len(), 1);
        assert_eq!(request.headers()["x-list"], "1, 2");
    }

    #[test]
    fn a_header_that_would_split_the_request_is_refused() {
        let error = RequestBuilder::get("/").header("x-a", &"a\r\nb: c".to_owned()).empty();
        assert!(error.unwrap_err().to_string().contains("x-a"));
    }
}
