use std::fmt::Write;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use super::label::{Label, SEGMENT, greedy_label, label};
use super::parameter::Parameter;
use super::without::Without;
use crate::Operation;
use crate::error::BuildError;

/// A request with its whole body.
pub type Request = http::Request<Bytes>;

/// Puts a request together: labels first, then query and headers, the body last.
#[derive(Debug)]
#[must_use = "a body method ends the chain: `empty`, `json` or `json_without`"]
pub struct RequestBuilder {
    method: Method,
    /// As far as its labels are filled in.
    uri: String,
    /// What comes behind, with labels in braces.
    rest: &'static str,
    headers: HeaderMap,
    problem: Option<BuildError>,
}

impl RequestBuilder {
    /// A request with the method and the path of an operation.
    pub fn of<O: Operation>() -> Self {
        Self::new(O::METHOD, O::PATH)
    }

    /// A request with a path such as `/things/{thingName}/jobs`; `{name+}` takes several segments.
    pub fn new(method: &'static str, path: &'static str) -> Self {
        let (method, problem) = match Method::from_bytes(method.as_bytes()) {
            Ok(method) => (method, None),
            Err(_) => (Method::GET, Some(BuildError::method(method))),
        };
        let uri = String::with_capacity(2 * path.len());
        Self { method, uri, rest: path, headers: HeaderMap::new(), problem }
    }

    /// Fills in the next label of the path, percent-encoded. A value that is empty or a dot segment
    /// would ask for another resource and is refused, and so is a member that is not the next label.
    pub fn label(mut self, member: &'static str, value: &impl Parameter) -> Self {
        let next = next_label(self.rest);
        let is_next = |(_, name, _): &(_, &str, _)| bare(name) == member;
        let Some((before, name, after)) = next.filter(is_next) else {
            self.problem.get_or_insert_with(|| BuildError::misplaced_label(member, self.rest));
            return self;
        };
        self.uri.push_str(before);
        self.rest = after;
        let start = self.uri.len();
        let problem = &mut self.problem;
        let uri = &mut self.uri;
        value.for_each(&mut |text| match name.ends_with('+') {
            true => push(uri, problem, greedy_label(member, text)),
            false => push(uri, problem, label(member, text)),
        });
        if self.uri.len() == start && self.problem.is_none() {
            self.problem = label(member, "").err();
        }
        self
    }

    /// Adds `name=value` to the query, once per value; nothing for an absent one.
    pub fn query(mut self, name: &str, value: &impl Parameter) -> Self {
        self.end_path();
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
            match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&text)) {
                (Ok(name), Ok(value)) => {
                    self.headers.insert(name, value);
                }
                _ => {
                    self.problem.get_or_insert_with(|| BuildError::header(name));
                }
            }
        }
        self
    }

    /// Ends the request without a body.
    ///
    /// # Errors
    /// A header or the path cannot be sent as it is.
    pub fn empty(self) -> Result<Request, BuildError> {
        self.finish(Bytes::new())
    }

    /// Ends the request with all members of `value` as a JSON body.
    ///
    /// # Errors
    /// A header, the path or the body cannot be sent as it is.
    pub fn json(mut self, value: &impl Serialize) -> Result<Request, BuildError> {
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
    ) -> Result<Request, BuildError> {
        self.json(&Without { value, elsewhere })
    }

    fn end_path(&mut self) {
        if let Some((_, name, _)) = next_label(self.rest) {
            self.problem.get_or_insert_with(|| BuildError::unfilled_label(bare(name)));
        }
        self.uri.push_str(std::mem::take(&mut self.rest));
    }

    fn finish(mut self, body: Bytes) -> Result<Request, BuildError> {
        self.end_path();
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

/// What comes before the next label, the label, and what comes behind it.
fn next_label(path: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (before, rest) = path.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// The name of a label without the mark of a greedy one.
fn bare(name: &str) -> &str {
    name.trim_end_matches('+')
}

fn push(uri: &mut String, problem: &mut Option<BuildError>, label: Result<Label<'_>, BuildError>) {
    match label {
        // Writing to a `String` cannot fail.
        Ok(label) => drop(write!(uri, "{label}")),
        Err(error) => {
            problem.get_or_insert(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn absent_values_leave_no_trace() {
        let request = RequestBuilder::new("GET", "/things/t/jobs")
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
        let error = RequestBuilder::new("GET", "/").header("x-a", &"a\r\nb: c".to_owned()).empty();
        assert!(error.unwrap_err().to_string().contains("x-a"));
        let error = RequestBuilder::new("GET", "/").header("x a", &1).empty();
        assert!(error.unwrap_err().to_string().contains("x a"));
    }

    #[test]
    fn labels_are_encoded_and_stay_within_their_segment() {
        let path = |first: &str, rest: &str| {
            let request = RequestBuilder::new("PUT", "/a/{first}/b/{rest+}/c")
                .label("first", &first.to_owned())
                .label("rest", &rest.to_owned());
            request.empty().map(|request| request.uri().to_string())
        };
        assert_eq!(path("x/y", "1/2 3").unwrap(), "/a/x%2Fy/b/1/2%203/c");
        for (first, rest) in [("", "x"), ("..", "x"), ("x", ""), ("x", "a/../b")] {
            assert!(path(first, rest).unwrap_err().to_string().contains("is "));
        }
        let number = RequestBuilder::new("GET", "/{id}").label("id", &7).query("q", &true);
        assert_eq!(number.empty().unwrap().uri(), "/7?q=true");
    }

    #[test]
    fn labels_that_do_not_fit_the_path_are_refused() {
        let request = || RequestBuilder::new("GET", "/a/{first}/b/{second+}");
        let complaint = |request: RequestBuilder| request.empty().unwrap_err().to_string();
        let other_order = request().label("second", &2).label("first", &1);
        assert_eq!(
            complaint(other_order),
            r#"`second` is not the next label in what is left of the path: "/a/{first}/b/{second+}""#
        );
        let too_many = request().label("first", &1).label("second", &2).label("third", &3);
        assert_eq!(
            complaint(too_many),
            r#"`third` is not the next label in what is left of the path: """#
        );
        let too_few = "`second` is a label of the path that was not filled in";
        assert_eq!(complaint(request().label("first", &1)), too_few);
        assert_eq!(complaint(request().label("first", &1).query("q", &1)), too_few);
    }

    #[test]
    fn what_is_wrong_with_a_uri_is_its_cause() {
        let problem = |path, value: String| {
            let request = RequestBuilder::new("GET", path).query("q", &value).empty();
            let error = request.unwrap_err();
            assert_eq!(error.to_string(), "path and query cannot be part of a URI");
            error.source().unwrap().to_string()
        };
        assert_eq!(problem("/", "x".repeat(1 << 16)), "uri too long");
        assert_eq!(problem("/a b", String::new()), "invalid uri character");
    }
}
