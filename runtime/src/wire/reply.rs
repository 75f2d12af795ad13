use std::collections::HashMap;

use aws_smithy_types::{Blob, Document};
use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde_with::DeserializeAs;
use serde_with::de::DeserializeAsWrap;

use super::adapters::parse_document;
use super::form::{Form, Formatted};
use super::from_header::FromHeader;
use super::json::{read_json, read_json_without};
use crate::error::DecodeError;

/// A response whose members do not all travel in a JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    response: &'a Response<Bytes>,
}

impl<'a> Reply<'a> {
    /// Reads from a response.
    pub fn of(response: &'a Response<Bytes>) -> Self {
        Self { response }
    }

    /// The value of a header.
    ///
    /// # Errors
    /// The header is no such value, or is absent and the value not optional.
    pub fn header<T: FromHeader>(&self, name: &str) -> Result<T, DecodeError> {
        self.read(name, T::from_headers)
    }

    /// The value of a header in a form that its type does not tell.
    ///
    /// # Errors
    /// As [`header`](Self::header).
    pub fn header_as<F: Form, T: Formatted<F>>(
        &self,
        name: &str,
        _form: F,
    ) -> Result<T, DecodeError> {
        self.read(name, T::from_headers)
    }

    /// All headers whose names start with `prefix`, by the rest of their names.
    ///
    /// # Errors
    /// One of them is not UTF-8.
    pub fn prefix_headers<T>(&self, prefix: &str) -> Result<T, DecodeError>
    where
        T: Default + From<HashMap<String, String>>,
    {
        let mut found = HashMap::new();
        for name in self.response.headers().keys() {
            if let Some(rest) = name.as_str().strip_prefix(prefix) {
                found.insert(rest.to_owned(), self.texts(name.as_str())?.join(", "));
            }
        }
        Ok(if found.is_empty() { T::default() } else { T::from(found) })
    }

    /// The status.
    pub fn status<T: From<i32>>(&self) -> T {
        i32::from(self.response.status().as_u16()).into()
    }

    /// The body as a structure; no body counts as `{}`.
    ///
    /// # Errors
    /// As [`read_json`].
    pub fn json_object<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        read_json(self.response.body())
    }

    /// The body as a structure; `None` if there is no body.
    ///
    /// # Errors
    /// As [`read_json`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        let body = self.response.body();
        if body.is_empty() { Ok(None) } else { read_json(body).map(Some) }
    }

    /// The body as a structure of which some members travel elsewhere; those are passed over.
    ///
    /// # Errors
    /// As [`read_json`].
    pub fn json_without<T: DeserializeOwned>(&self, elsewhere: &[&str]) -> Result<T, DecodeError> {
        read_json_without(elsewhere, self.response.body())
    }

    /// The body as a document; `None` if there is no body.
    ///
    /// # Errors
    /// The body is not JSON.
    pub fn document(&self) -> Result<Option<Document>, DecodeError> {
        let body = self.response.body();
        if body.is_empty() {
            return Ok(None);
        }
        let text = std::str::from_utf8(body).map_err(|error| DecodeError::new(error, body))?;
        parse_document(text).map(Some).map_err(|error| DecodeError::new(error, body))
    }

    /// The body as a list or map, read by the adapter `A`; `None` if there is no body.
    ///
    /// # Errors
    /// The body is not JSON, or holds a value of another type.
    pub fn json_as<T, A>(&self) -> Result<Option<T>, DecodeError>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        let body = self.response.body();
        if body.is_empty() {
            return Ok(None);
        }
        let value = serde_json::from_slice::<DeserializeAsWrap<T, A>>(body);
        value.map(|value| Some(value.into_inner())).map_err(|error| DecodeError::new(error, body))
    }

    /// The body as text; an empty one is an absent value where there can be one.
    ///
    /// # Errors
    /// The body is not UTF-8.
    pub fn text<T: FromHeader>(&self) -> Result<T, DecodeError> {
        let body = self.response.body();
        let text = std::str::from_utf8(body).map_err(|error| DecodeError::new(error, body))?;
        let absent = if body.is_empty() { T::from_headers(&[]).ok() } else { None };
        let value = absent.map_or_else(|| T::from_text(text), Ok);
        value.map_err(|problem| DecodeError::new(problem, body))
    }

    /// The body as it is; an empty one is an absent value where there can be one.
    pub fn blob<T: Default + From<Blob>>(&self) -> T {
        let body = self.response.body();
        if body.is_empty() { T::default() } else { Blob::new(body.as_ref()).into() }
    }

    fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(&[&str]) -> Result<T, String>,
    ) -> Result<T, DecodeError> {
        let texts = self.texts(name)?;
        read(&texts).map_err(|problem| self.problem(name, &problem))
    }

    fn texts(&self, name: &str) -> Result<Vec<&'a str>, DecodeError> {
        let values = self.response.headers().get_all(name).into_iter();
        let texts = values.map(|value| std::str::from_utf8(value.as_bytes()));
        texts.collect::<Result<_, _>>().map_err(|_| self.problem(name, "is not UTF-8"))
    }

    fn problem(&self, name: &str, problem: &str) -> DecodeError {
        DecodeError::new(format!("header {name}: {problem}"), self.response.body())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dense, Int};
    use super::*;

    fn response(headers: &[(&str, &str)], body: &'static [u8]) -> Response<Bytes> {
        let mut response = Response::builder().status(201);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        response.body(Bytes::from_static(body)).unwrap()
    }

    #[test]
    fn headers_and_status_are_members() {
        let response = response(&[("x-n", "7"), ("x-m-a", "1"), ("x-m-b", "2")], b"");
        let reply = Reply::of(&response);
        assert_eq!(reply.header::<Option<i32>>("X-N").unwrap(), Some(7));
        assert_eq!(reply.header::<Option<i32>>("x-none").unwrap(), None);
        assert_eq!(reply.status::<Option<i32>>(), Some(201));
        let map: HashMap<_, _> = reply.prefix_headers("x-m-").unwrap();
        assert_eq!(map.len(), 2);
        assert_eq!(map["a"], "1");
        let none: Option<HashMap<_, _>> = reply.prefix_headers("y-").unwrap();
        assert_eq!(none, None);
        let error = reply.header::<bool>("x-n").unwrap_err().to_string();
        assert!(error.contains("header x-n: \"7\" is not true or false"), "{error}");
    }

    #[test]
    fn a_body_that_is_not_there_is_an_absent_payload() {
        let empty = response(&[], b"");
        let reply = Reply::of(&empty);
        assert_eq!(reply.text::<Option<String>>().unwrap(), None);
        assert_eq!(reply.text::<String>().unwrap(), "");
        assert_eq!(reply.blob::<Option<Blob>>(), None);
        assert_eq!(reply.document().unwrap(), None);
        assert!(reply.json::<HashMap<String, i32>>().unwrap().is_none());
        assert_eq!(reply.json_as::<Vec<i32>, Dense<Int>>().unwrap(), None);
    }

    #[test]
    fn a_body_is_read_as_its_payload() {
        let text = response(&[], b"\"x\"");
        assert_eq!(Reply::of(&text).text::<Option<String>>().unwrap().unwrap(), "\"x\"");
        assert_eq!(Reply::of(&text).blob::<Blob>().as_ref(), b"\"x\"");
        assert_eq!(Reply::of(&text).document().unwrap(), Some(Document::String("x".into())));
        let list = response(&[], b"[1e3, null]");
        let list: Option<Vec<i32>> = Reply::of(&list).json_as::<_, Dense<Int>>().unwrap();
        assert_eq!(list, Some(vec![1000]));
        assert!(Reply::of(&text).json_as::<Vec<i32>, Dense<Int>>().is_err());
        let garbage = response(&[], b"\xff");
        assert!(Reply::of(&garbage).text::<Option<String>>().is_err());
        assert!(Reply::of(&garbage).document().is_err());
    }

    #[test]
    fn members_that_travel_elsewhere_are_not_read_from_the_body() {
        #[derive(Debug, Default, PartialEq, serde::Deserialize)]
        #[serde(default)]
        struct Output {
            tag: Option<i32>,
            name: Option<String>,
        }
        let response = response(&[], br#"{"tag":"not a number","name":"n","more":1}"#);
        let output: Output = Reply::of(&response).json_without(&["tag"]).unwrap();
        assert_eq!(output, Output { tag: None, name: Some("n".into()) });
    }
}
