use std::fmt;

use http::{HeaderMap, HeaderValue, header};

use super::{HeaderText, HttpError, is_secret};

/// The headers of a request or a response, as text.
///
/// A value may contain bytes that are not UTF-8, such as Latin-1 in the response of an old proxy.
/// [`get`](Self::get) and the iterators of text skip such values. The methods with `bytes` in their
/// names and [`as_map`](Self::as_map) return all values unchanged.
///
/// Invalid headers do not cause a panic: [`try_insert`](Self::try_insert) returns an error, and
/// [`insert`](Self::insert) omits the header and remembers it, so that the call fails with its name
/// before anything is sent.
#[derive(Clone, Default)]
pub struct Headers {
    map: HeaderMap,
    /// The first invalid header.
    problem: Option<Box<HttpError>>,
}

impl Headers {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first value of a header as text. `None` if there is no such header, or if its first
    /// value is not UTF-8.
    pub fn get(&self, name: impl AsRef<str>) -> Option<&str> {
        text(self.map.get(name.as_ref())?)
    }

    /// The first value of a header: text, or the bytes of a value that is not UTF-8.
    pub fn try_get(&self, name: impl AsRef<str>) -> Option<Result<&str, &[u8]>> {
        let value = self.map.get(name.as_ref())?;
        Some(text(value).ok_or(value.as_bytes()))
    }

    /// All values of a header that are UTF-8.
    pub fn get_all(&self, name: impl AsRef<str>) -> impl Iterator<Item = &str> {
        self.map.get_all(name.as_ref()).iter().filter_map(text)
    }

    /// The first value of a header as bytes.
    pub fn get_bytes(&self, name: impl AsRef<str>) -> Option<&[u8]> {
        Some(self.map.get(name.as_ref())?.as_bytes())
    }

    /// All values of a header as bytes.
    pub fn get_all_bytes(&self, name: impl AsRef<str>) -> impl Iterator<Item = &[u8]> {
        self.map.get_all(name.as_ref()).iter().map(HeaderValue::as_bytes)
    }

    /// Names and values, except values that are not UTF-8.
    pub fn iter(&self) -> HeadersIter<'_> {
        HeadersIter(self.map.iter())
    }

    /// Names and values as bytes.
    pub fn iter_bytes(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.map.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    /// The number of values, including those that are not UTF-8.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are no headers.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Whether there is such a header, whatever its value.
    pub fn contains_key(&self, name: impl AsRef<str>) -> bool {
        self.map.contains_key(name.as_ref())
    }

    /// Sets a header and removes all others with this name. Returns the first value that it had, if
    /// that was UTF-8.
    ///
    /// An invalid header is omitted, and the call that the headers belong to fails.
    pub fn insert(&mut self, name: impl HeaderText, value: impl HeaderText) -> Option<String> {
        self.try_insert(name, value).unwrap_or_else(|problem| self.remember(problem))
    }

    /// Like [`insert`](Self::insert), but returns an error.
    ///
    /// # Errors
    /// The header is invalid. It is omitted.
    pub fn try_insert(
        &mut self,
        name: impl HeaderText,
        value: impl HeaderText,
    ) -> Result<Option<String>, HttpError> {
        let (name, value) = parts(name, value)?;
        Ok(self.map.insert(name, value).as_ref().and_then(text).map(str::to_owned))
    }

    /// Adds a header and keeps others with this name. Returns whether there were any.
    ///
    /// An invalid header is omitted, and the call that the headers belong to fails.
    pub fn append(&mut self, name: impl HeaderText, value: impl HeaderText) -> bool {
        self.try_append(name, value).unwrap_or_else(|problem| self.remember(problem))
    }

    /// Like [`append`](Self::append), but returns an error.
    ///
    /// # Errors
    /// The header is invalid. It is omitted.
    pub fn try_append(
        &mut self,
        name: impl HeaderText,
        value: impl HeaderText,
    ) -> Result<bool, HttpError> {
        let (name, value) = parts(name, value)?;
        Ok(self.map.append(name, value))
    }

    /// Removes all headers with a name, and returns the first value if that was UTF-8.
    pub fn remove(&mut self, name: impl AsRef<str>) -> Option<String> {
        self.map.remove(name.as_ref()).as_ref().and_then(text).map(str::to_owned)
    }

    /// The headers as a map of the crate `http`, with all values unchanged.
    pub fn as_map(&self) -> &HeaderMap {
        &self.map
    }

    /// The error of the first invalid header.
    pub(super) fn take_problem(&mut self) -> Option<HttpError> {
        self.problem.take().map(|problem| *problem)
    }

    /// The valid headers.
    pub(super) fn into_map(self) -> HeaderMap {
        self.map
    }

    /// Keeps the first error.
    fn remember<T: Default>(&mut self, problem: HttpError) -> T {
        self.problem.get_or_insert_with(|| Box::new(problem));
        T::default()
    }
}

fn text(value: &HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}

fn parts(
    name: impl HeaderText,
    value: impl HeaderText,
) -> Result<(header::HeaderName, HeaderValue), HttpError> {
    let shown = name.shown();
    let name = name.name().ok_or_else(|| HttpError::header_name(&shown))?;
    let value = value.value().ok_or_else(|| HttpError::header_value(name.as_str()))?;
    Ok((name, value))
}

impl From<HeaderMap> for Headers {
    fn from(map: HeaderMap) -> Self {
        Self { map, problem: None }
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = (&'a str, &'a str);
    type IntoIter = HeadersIter<'a>;

    fn into_iter(self) -> HeadersIter<'a> {
        self.iter()
    }
}

/// Names and values of headers, except values that are not UTF-8.
#[derive(Debug)]
pub struct HeadersIter<'a>(header::Iter<'a, HeaderValue>);

impl<'a> Iterator for HeadersIter<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.find_map(|(name, value)| Some((name.as_str(), text(value)?)))
    }
}

/// Omits the values that authenticate the caller.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in &self.map {
            match is_secret(name, value) {
                true => map.entry(&name.as_str(), &format_args!("** redacted **")),
                false => map.entry(&name.as_str(), value),
            };
        }
        map.finish()
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderName;

    use super::*;

    #[test]
    fn headers_are_text_whatever_they_are_made_of() {
        let mut headers = Headers::new();
        assert!(headers.is_empty());
        assert_eq!(headers.insert("X-A", "1"), None);
        assert_eq!(headers.insert("x-a".to_owned(), format!("{}", 2)).as_deref(), Some("1"));
        assert!(headers.append(HeaderName::from_static("x-a"), HeaderValue::from_static("3")));
        assert!(!headers.append("x-b", "Größe"));
        assert_eq!(headers.get("X-A"), Some("2"));
        assert_eq!(headers.get_all("x-a").collect::<Vec<_>>(), ["2", "3"]);
        assert_eq!((headers.len(), headers.contains_key("x-b")), (3, true));
        assert_eq!(headers.iter().count(), 3);
        assert_eq!(headers.get("x-b"), Some("Größe"));
        assert_eq!(headers.remove("x-a").as_deref(), Some("2"));
        assert!(headers.get("x-a").is_none() && headers.get("not a name").is_none());
        assert_eq!(headers.into_map().len(), 1);
    }

    #[test]
    fn what_http_does_not_allow_is_an_error_that_names_the_header() {
        for (name, value, told) in [
            ("x y", "v", "the header \"x y\" cannot be sent"),
            ("", "v", "the header \"\" cannot be sent"),
            ("x-ü", "v", "the header \"x-ü\" cannot be sent"),
            ("X-A", "se\ncret", "the header \"x-a\" cannot be sent: its value"),
        ] {
            let mut headers = Headers::new();
            let error = headers.try_insert(name, value).unwrap_err().to_string();
            assert!(error.starts_with(told) && !error.contains("cret"), "{error}");
            assert_eq!(headers.try_append(name, value).unwrap_err().to_string(), error);
            assert!(headers.take_problem().is_none(), "nothing is remembered");
            assert_eq!(headers.insert(name, value), None);
            headers.append("y z", "another");
            assert!(headers.is_empty());
            assert_eq!(headers.take_problem().unwrap().to_string(), error);
        }
    }

    #[test]
    fn a_value_in_another_encoding_is_there_as_bytes() {
        let latin = || HeaderValue::from_bytes(b"Gr\xf6\xdfe").unwrap();
        let mut headers = Headers::new();
        headers.insert("x-a", latin());
        headers.append("x-a", "plain");
        assert_eq!(headers.get("x-a"), None);
        assert_eq!(headers.try_get("x-a"), Some(Err(&b"Gr\xf6\xdfe"[..])));
        assert_eq!(headers.get_all("x-a").collect::<Vec<_>>(), ["plain"]);
        assert_eq!(headers.get_bytes("x-a"), Some(&b"Gr\xf6\xdfe"[..]));
        assert_eq!(headers.get_all_bytes("x-a").count(), 2);
        assert_eq!((headers.iter().count(), headers.iter_bytes().count()), (1, 2));
        assert!(headers.contains_key("x-a") && headers.len() == 2);
        assert_eq!(headers.as_map()["x-a"], latin());
        assert_eq!(headers.remove("x-a"), None);
        assert!(headers.is_empty());
    }

    #[test]
    fn who_calls_does_not_show() {
        let mut headers = Headers::new();
        headers.insert("Authorization", "hunter2");
        headers.insert("x-amz-security-token", "hunter2");
        headers.insert("x-api-key", "hunter2");
        let mut marked = HeaderValue::from_static("hunter2");
        marked.set_sensitive(true);
        headers.insert("x-vault", marked);
        headers.insert("x-a", "shown");
        let shown = format!("{headers:?}");
        assert!(shown.contains("shown") && !shown.contains("hunter2"), "{shown}");
    }
}
