use std::collections::HashMap;

use aws_smithy_types::{Blob, Document};
use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde_json::Deserializer;
use serde_json::de::SliceRead;
use serde_with::DeserializeAs;

use super::adapters::JsonValue;
use super::form::{Form, Formatted};
use super::from_header::FromHeader;
use super::header_text::header_text;
use super::json::{Problem, content, content_but_null, object, object_without, parse};
use crate::error::DecodeError;
use crate::memory::MemoryLimit;

/// A response with members outside the JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    response: &'a Response<Bytes>,
}

impl<'a> Reply<'a> {
    /// A reader of a response.
    pub fn of(response: &'a Response<Bytes>) -> Self {
        Self { response }
    }

    /// The value of a header.
    ///
    /// # Errors
    /// The header has an invalid value, or is absent although the value is not optional.
    pub fn header<T: FromHeader>(&self, name: &str) -> Result<T, DecodeError> {
        self.read(name, T::from_headers)
    }

    /// The value of a header in a format that its type does not determine.
    ///
    /// # Errors
    /// Like [`header`](Self::header).
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
    /// This never fails.
    pub fn prefix_headers<T>(&self, prefix: &str) -> Result<T, DecodeError>
    where
        T: Default + From<HashMap<String, String>>,
    {
        let headers = self.response.headers();
        let mut found = HashMap::new();
        for name in headers.keys() {
            if let Some(rest) = name.as_str().strip_prefix(prefix) {
                let texts: Vec<_> = headers.get_all(name).iter().map(header_text).collect();
                found.insert(rest.to_owned(), texts.join(", "));
            }
        }
        Ok(if found.is_empty() { T::default() } else { T::from(found) })
    }

    /// The status.
    pub fn status<T: From<i32>>(&self) -> T {
        i32::from(self.response.status().as_u16()).into()
    }

    /// The body as a structure; an empty body, a blank one and `null` count as `{}`.
    ///
    /// # Errors
    /// Like [`read_json`](super::read_json), with the [`MemoryLimit`] of the response.
    pub fn json_object<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        self.read_body(object)
    }

    /// The body as a structure; `None` if it is empty, blank or `null`.
    ///
    /// # Errors
    /// Like [`json_object`](Self::json_object).
    pub fn json<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        match content_but_null(self.response.body()) {
            None => Ok(None),
            Some(_) => self.json_object().map(Some),
        }
    }

    /// The body as a structure, ignoring the members that travel elsewhere.
    ///
    /// # Errors
    /// Like [`json_object`](Self::json_object).
    pub fn json_without<T: DeserializeOwned>(&self, elsewhere: &[&str]) -> Result<T, DecodeError> {
        self.read_body(|body| object_without(elsewhere, body))
    }

    /// The body as a document; `None` if it is empty or blank.
    ///
    /// # Errors
    /// The body is not JSON, or exceeds the [`MemoryLimit`] of the response.
    pub fn document(&self) -> Result<Option<Document>, DecodeError> {
        let json = content(self.response.body());
        self.read_content(json, |json| JsonValue::deserialize_as(json))
    }

    /// The body as a list or map, read with the adapter `A`; `None` if it is empty, blank or
    /// `null`.
    ///
    /// # Errors
    /// The body is not JSON, contains a value of the wrong type, or exceeds the [`MemoryLimit`] of
    /// the response.
    pub fn json_as<T, A>(&self) -> Result<Option<T>, DecodeError>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        self.read_content(content_but_null(self.response.body()), |json| A::deserialize_as(json))
    }

    /// The body as text. An empty one is absent if the type is optional.
    ///
    /// # Errors
    /// The body is not UTF-8.
    pub fn text<T: FromHeader>(&self) -> Result<T, DecodeError> {
        let body = self.response.body();
        let text = std::str::from_utf8(body).map_err(|error| self.unreadable(error))?;
        let absent = if body.is_empty() { T::from_headers(&[]).ok() } else { None };
        let value = absent.map_or_else(|| T::from_text(text), Ok);
        value.map_err(|problem| self.unreadable(problem))
    }

    /// The body as bytes. An empty one is absent if the type is optional.
    pub fn blob<T: Default + From<Blob>>(&self) -> T {
        let body = self.response.body();
        if body.is_empty() { T::default() } else { Blob::new(body.as_ref()).into() }
    }

    fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(&[&str]) -> Result<T, String>,
    ) -> Result<T, DecodeError> {
        let texts: Vec<_> = self.response.headers().get_all(name).iter().map(header_text).collect();
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        read(&texts).map_err(|problem| {
            DecodeError::new(format!("header {name}: {problem}"), self.response.body())
        })
    }

    fn read_body<T>(
        &self,
        read: impl FnOnce(&[u8]) -> Result<T, Problem>,
    ) -> Result<T, DecodeError> {
        let value = MemoryLimit::of(self.response).within(|| read(self.response.body()));
        value.map_err(|problem| self.unreadable(problem))
    }

    fn read_content<T>(
        &self,
        json: Option<&[u8]>,
        read: impl Fn(&mut Deserializer<SliceRead<'_>>) -> serde_json::Result<T>,
    ) -> Result<Option<T>, DecodeError> {
        let Some(json) = json else { return Ok(None) };
        self.read_body(|_| Ok(Some(parse(json, read)?)))
    }

    fn unreadable(&self, problem: impl Into<Problem>) -> DecodeError {
        DecodeError::of_body(problem, self.response)
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::DateTime;
    use http::HeaderValue;

    use super::super::{Dense, HttpDate, Int};
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
    fn a_header_that_is_not_utf_8_is_latin_1() {
        let mut response = response(&[], b"");
        response.headers_mut().append("x-m-a", HeaderValue::from_bytes(b"Gr\xf6\xdfe").unwrap());
        response.headers_mut().append("x-m-a", HeaderValue::from_static("b"));
        let reply = Reply::of(&response);
        assert_eq!(reply.header::<Option<String>>("x-m-a").unwrap().unwrap(), "Größe");
        assert_eq!(reply.header::<Vec<String>>("x-m-a").unwrap(), ["Größe", "b"]);
        let map: HashMap<_, _> = reply.prefix_headers("x-m-").unwrap();
        assert_eq!(map["a"], "Größe, b");
        let error = reply.header::<i32>("x-m-a").unwrap_err().to_string();
        assert!(error.contains("header x-m-a: \"Größe\" is not a whole number"), "{error}");
    }

    #[test]
    fn a_header_without_a_value_is_absent_where_no_value_is_empty() {
        let response = response(&[("x-n", ""), ("x-n", " ")], b"");
        let reply = Reply::of(&response);
        assert_eq!(reply.header::<Option<i32>>("x-n").unwrap(), None);
        assert_eq!(reply.header::<Option<f64>>("x-n").unwrap(), None);
        assert_eq!(reply.header::<Option<bool>>("x-n").unwrap(), None);
        assert_eq!(reply.header_as::<_, Option<DateTime>>("x-n", HttpDate).unwrap(), None);
        assert_eq!(reply.header::<Option<String>>("x-n").unwrap(), Some(String::new()));
        let error = reply.header::<i32>("x-n").unwrap_err().to_string();
        assert!(error.contains("header x-n: is absent"), "{error}");
    }

    #[test]
    fn a_body_that_is_not_there_is_an_absent_payload() {
        let empty = response(&[], b"");
        let reply = Reply::of(&empty);
        assert_eq!(reply.text::<Option<String>>().unwrap(), None);
        assert_eq!(reply.text::<String>().unwrap(), "");
        assert_eq!(reply.blob::<Option<Blob>>(), None);
        for body in ["", " \n", "\u{feff}", "null", "\u{feff}null\n"] {
            let response = response(&[], body.as_bytes());
            let reply = Reply::of(&response);
            assert!(reply.json::<HashMap<String, i32>>().unwrap().is_none(), "{body:?}");
            assert!(reply.json_object::<HashMap<String, i32>>().unwrap().is_empty(), "{body:?}");
            assert_eq!(reply.json_as::<Vec<i32>, Dense<Int>>().unwrap(), None, "{body:?}");
            let document = body.contains("null").then_some(Document::Null);
            assert_eq!(reply.document().unwrap(), document, "{body:?}");
        }
    }

    #[test]
    fn an_encoding_is_named_and_its_bytes_are_not_quoted() {
        let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0C\xbf\xa6\xa3\x02\0\0\0";
        let encoded = response(&[("content-encoding", "gzip")], gzip);
        let reply = Reply::of(&encoded);
        let encoded = "the response does not match the model (its body is encoded as gzip, which \
                       this client does not decode): it starts with 22 bytes, which are not text";
        let error = reply.json_object::<HashMap<String, i32>>().unwrap_err();
        assert_eq!(error.to_string(), encoded);
        assert_eq!(reply.document().unwrap_err().to_string(), encoded);
        assert_eq!(reply.text::<String>().unwrap_err().to_string(), encoded);
        let sealed = error.sealed(true).to_string();
        assert!(sealed.contains("gzip") && !sealed.contains("22"), "{sealed}");
        // Bytes are returned whatever they are, and what can be read is read.
        assert_eq!(reply.blob::<Blob>().as_ref(), gzip);
        let plain = response(&[("content-encoding", "gzip")], b"{}");
        assert!(Reply::of(&plain).json_object::<HashMap<String, i32>>().is_ok());
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
