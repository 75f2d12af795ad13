mod stream;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use aws_smithy_types::{Blob, Document};
use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use serde::Serialize;
use serde_with::SerializeAs;
use serde_with::ser::SerializeAsWrap;

use super::Request;
use super::adapters::JsonValue;
use super::host_prefix::HostPrefix;
use super::label::{Label, SEGMENT, bare, greedy_label, label, next_label};
use super::parameter::Parameter;
use super::without::Without;
use crate::Operation;
use crate::error::BuildError;

/// Builds a request: labels first, then query and headers, the body last.
#[derive(Debug)]
#[must_use = "a body method ends the chain, such as `empty` or `json`"]
pub struct RequestBuilder {
    method: Method,
    /// The part whose labels are filled in.
    uri: String,
    /// The rest, with labels in braces.
    rest: &'static str,
    /// The whole path, with labels in braces.
    path: &'static str,
    host: HostPrefix,
    headers: HeaderMap,
    problem: Option<BuildError>,
}

impl RequestBuilder {
    /// A request with the method and the path of an operation.
    pub fn of<O: Operation>() -> Self {
        Self { host: HostPrefix::new(O::HOST_PREFIX), ..Self::new(O::METHOD, O::PATH) }
    }

    /// A request with a path such as `/things/{thingName}/jobs`; `{name+}` spans several segments.
    pub fn new(method: &'static str, path: &'static str) -> Self {
        let (method, problem) = match Method::from_bytes(method.as_bytes()) {
            Ok(method) => (method, None),
            Err(_) => (Method::GET, Some(BuildError::method(method))),
        };
        let uri = String::with_capacity(2 * path.len());
        let host = HostPrefix::new("");
        Self { method, uri, rest: path, path, host, headers: HeaderMap::new(), problem }
    }

    /// Fills in the next label of the host prefix: 1 to 63 letters, digits and hyphens.
    pub fn host_label(mut self, member: &'static str, value: &impl Parameter) -> Self {
        if let Err(problem) = self.host.fill(member, value) {
            self.problem.get_or_insert(problem);
        }
        self
    }

    /// Fills in the next label of the path, percent-encoded. A value that is empty or a dot segment
    /// is an error, because it would address another resource. So is a member that is not the next
    /// label.
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

    /// Like [`label`](Self::label), with `default` for a value that is absent or empty.
    pub fn label_or(
        self,
        member: &'static str,
        value: &impl Parameter,
        default: &'static str,
    ) -> Self {
        let mut is_empty = true;
        value.for_each(&mut |text| is_empty &= text.is_empty());
        if is_empty { self.label(member, &default) } else { self.label(member, value) }
    }

    /// Adds `name=value` to the query for each value; nothing if it is absent.
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

    /// Adds a parameter for each entry of a map. Parameters that are already present take
    /// precedence.
    pub fn query_params<'a, V: Parameter + 'a>(
        mut self,
        params: impl Into<Option<&'a HashMap<String, V>>>,
    ) -> Self {
        self.end_path();
        let query = self.uri.split_once('?').map_or("", |(_, query)| query);
        let names = query.split('&').filter_map(|pair| pair.split('=').next());
        let taken: HashSet<Vec<u8>> =
            names.map(|name| percent_decode_str(name).collect()).collect();
        let by_name: BTreeMap<_, _> = params.into().into_iter().flatten().collect();
        by_name
            .into_iter()
            .filter(|(name, _)| !taken.contains(name.as_bytes()))
            .fold(self, |request, (name, value)| request.query(name, value))
    }

    /// Sets a header, unless the value is absent. Several values are joined with commas.
    pub fn header(mut self, name: &str, value: &impl Parameter) -> Self {
        if let Some(text) = value.as_header() {
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

    /// Sets a header for each entry of a map, with `prefix` before its name. Headers that are
    /// already set take precedence.
    pub fn prefix_headers<'a, V: Parameter + 'a>(
        self,
        prefix: &str,
        headers: impl Into<Option<&'a HashMap<String, V>>>,
    ) -> Self {
        let named = headers.into().into_iter().flatten();
        let by_name: BTreeMap<String, _> =
            named.map(|(name, value)| (format!("{prefix}{name}"), value)).collect();
        by_name.into_iter().fold(self, |request, (name, value)| {
            match request.headers.contains_key(&name) {
                true => request,
                false => request.header(&name, value),
            }
        })
    }

    /// Ends the request without a body.
    ///
    /// # Errors
    /// A header or the path is invalid.
    pub fn empty(self) -> Result<Request, BuildError> {
        self.finish(Bytes::new())
    }

    /// Ends the request with a JSON body that contains the members that are not labels of the path.
    ///
    /// # Errors
    /// A header, the path or the body is invalid.
    pub fn json(self, value: &impl Serialize) -> Result<Request, BuildError> {
        match self.path.contains('{') {
            true => self.json_without(&[], value),
            false => self.json_body(value),
        }
    }

    /// Like [`json`](Self::json), without the members that travel elsewhere.
    ///
    /// # Errors
    /// A header, the path or the body is invalid.
    pub fn json_without(
        self,
        elsewhere: &[&str],
        value: &impl Serialize,
    ) -> Result<Request, BuildError> {
        let path = self.path;
        self.json_body(&Without { value, path, elsewhere })
    }

    fn json_body(mut self, value: &impl Serialize) -> Result<Request, BuildError> {
        let body = serde_json::to_vec(value).map_err(BuildError::body)?;
        self.content_type("application/json");
        self.finish(body.into())
    }

    /// Ends the request with a structure as its body, or `{}` if it is absent.
    ///
    /// # Errors
    /// A header, the path or the body is invalid.
    pub fn json_payload(self, value: Option<&impl Serialize>) -> Result<Request, BuildError> {
        match value {
            Some(value) => self.json_body(value),
            None => self.json_body(&serde_json::Map::new()),
        }
    }

    /// Ends the request with a JSON value as its body, or without a body if it is absent.
    ///
    /// # Errors
    /// A header, the path or the body is invalid.
    pub fn json_if_present(self, value: Option<&impl Serialize>) -> Result<Request, BuildError> {
        match value {
            Some(value) => self.json_body(value),
            None => self.empty(),
        }
    }

    /// Ends the request with a document as its body, or without a body if it is absent.
    ///
    /// # Errors
    /// A header, the path or the body is invalid.
    pub fn document<'a>(
        self,
        value: impl Into<Option<&'a Document>>,
    ) -> Result<Request, BuildError> {
        match value.into() {
            Some(value) => self.json_body(&SerializeAsWrap::<_, JsonValue>::new(value)),
            None => self.empty(),
        }
    }

    /// Ends the request with a list or map as its body, written with the adapter `A`, or without a
    /// body if it is absent.
    ///
    /// # Errors
    /// A header, the path or the body is invalid.
    pub fn json_as<A: SerializeAs<T>, T>(self, value: Option<&T>) -> Result<Request, BuildError> {
        self.json_if_present(value.map(SerializeAsWrap::<T, A>::new).as_ref())
    }

    /// Ends the request with a text as its body, or without a body if it is absent.
    ///
    /// # Errors
    /// A header or the path is invalid.
    pub fn text(
        mut self,
        media_type: &'static str,
        value: &impl Parameter,
    ) -> Result<Request, BuildError> {
        let Some(text) = value.as_header() else { return self.empty() };
        self.content_type(media_type);
        self.finish(text.into())
    }

    /// Ends the request with bytes as its body, or without a body if they are absent.
    ///
    /// # Errors
    /// A header or the path is invalid.
    pub fn blob<'a>(
        mut self,
        media_type: &'static str,
        value: impl Into<Option<&'a Blob>>,
    ) -> Result<Request, BuildError> {
        let Some(blob) = value.into() else { return self.empty() };
        self.content_type(media_type);
        self.finish(Bytes::copy_from_slice(blob.as_ref()))
    }

    /// Sets the content type, unless a member of the input has set it.
    fn content_type(&mut self, media_type: &'static str) {
        let media_type = HeaderValue::from_static(media_type);
        self.headers.entry(CONTENT_TYPE).or_insert(media_type);
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
        if let Some(prefix) = self.host.finish()? {
            request.extensions_mut().insert(prefix);
        }
        *request.method_mut() = self.method;
        *request.uri_mut() = self.uri.try_into().map_err(BuildError::uri)?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
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
