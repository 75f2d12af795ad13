use std::fmt;

use aws_smithy_types::body::SdkBody;
use http::{Extensions, Method, Request};

use super::{Headers, HttpError, Uri};

/// A request, as interceptors see it.
pub struct HttpRequest<B = SdkBody> {
    method: Method,
    uri: Uri,
    headers: Headers,
    body: B,
    extensions: Extensions,
}

impl<B> HttpRequest<B> {
    /// A `GET` of `/` without headers.
    pub fn new(body: B) -> Self {
        Request::new(body).into()
    }

    /// The method, such as `GET`.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// Sets the method.
    ///
    /// # Errors
    /// The method is not valid in HTTP.
    pub fn set_method(&mut self, method: &str) -> Result<(), HttpError> {
        self.method = method.parse().map_err(|_| HttpError::method(method))?;
        Ok(())
    }

    /// The target. In a call, it always has a scheme and a host.
    pub fn uri(&self) -> &str {
        self.uri.as_str()
    }

    /// The target, to change part of it.
    pub fn uri_mut(&mut self) -> &mut Uri {
        &mut self.uri
    }

    /// Sets the target: text, or a URI of the crate `http`.
    ///
    /// # Errors
    /// The text is not a URI.
    pub fn set_uri<U: TryInto<Uri>>(&mut self, uri: U) -> Result<(), U::Error> {
        self.uri = uri.try_into()?;
        Ok(())
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The headers, mutable.
    pub fn headers_mut(&mut self) -> &mut Headers {
        &mut self.headers
    }

    /// The body. If it is in memory, [`bytes`](SdkBody::bytes) returns it.
    pub fn body(&self) -> &B {
        &self.body
    }

    /// The body, mutable.
    pub fn body_mut(&mut self) -> &mut B {
        &mut self.body
    }

    /// Discards all but the body.
    pub fn into_body(self) -> B {
        self.body
    }

    /// Replaces the body by the result of `map`.
    pub fn map<T>(self, map: impl FnOnce(B) -> T) -> HttpRequest<T> {
        let Self { method, uri, headers, body, extensions } = self;
        HttpRequest { method, uri, headers, body: map(body), extensions }
    }

    /// Attaches a value, which is not sent.
    pub fn add_extension<T: Clone + Send + Sync + 'static>(&mut self, value: T) {
        self.extensions.insert(value);
    }

    /// An attached value.
    pub fn extension<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.extensions.get()
    }

    /// Converts it to a request of the crate `http`.
    ///
    /// # Errors
    /// A header is invalid.
    pub fn try_into_http1x(mut self) -> Result<Request<B>, HttpError> {
        if let Some(problem) = self.headers.take_problem() {
            return Err(problem);
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.uri.into_parsed();
        *request.headers_mut() = self.headers.into_map();
        *request.extensions_mut() = self.extensions;
        Ok(request)
    }
}

impl HttpRequest {
    /// A `GET` of `/` without headers and body.
    pub fn empty() -> Self {
        Self::new(SdkBody::empty())
    }

    /// A `GET` without headers and body.
    ///
    /// # Errors
    /// The text is not a URI.
    pub fn get(uri: impl AsRef<str>) -> Result<Self, HttpError> {
        let mut request = Self::empty();
        request.set_uri(uri.as_ref())?;
        Ok(request)
    }

    /// Removes the body and leaves one that cannot be sent: set another one afterwards.
    pub fn take_body(&mut self) -> SdkBody {
        std::mem::replace(&mut self.body, SdkBody::taken())
    }

    /// A copy without attached values. `None` if the body is a stream that can be read only once.
    pub fn try_clone(&self) -> Option<Self> {
        Some(Self {
            method: self.method.clone(),
            uri: self.uri.clone(),
            headers: self.headers.clone(),
            body: self.body.try_clone()?,
            extensions: Extensions::new(),
        })
    }
}

impl<B> From<Request<B>> for HttpRequest<B> {
    fn from(request: Request<B>) -> Self {
        let (parts, body) = request.into_parts();
        Self {
            method: parts.method,
            uri: parts.uri.into(),
            headers: parts.headers.into(),
            body,
            extensions: parts.extensions,
        }
    }
}

impl<B> TryFrom<HttpRequest<B>> for Request<B> {
    type Error = HttpError;

    fn try_from(request: HttpRequest<B>) -> Result<Self, HttpError> {
        request.try_into_http1x()
    }
}

/// Omits the body, which may be sensitive, and the values that authenticate the caller.
impl<B> fmt::Debug for HttpRequest<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("uri", &self.uri)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_changed_in_every_part() {
        let mut request = HttpRequest::get("http://a.example").unwrap();
        assert_eq!((request.method(), request.uri()), ("GET", "http://a.example"));
        request.set_method("PUT").unwrap();
        request.set_uri("http://b.example/x?y".to_owned()).unwrap();
        request.headers_mut().insert("x-a", "1");
        *request.body_mut() = SdkBody::from("text");
        request.add_extension(7_u8);
        assert_eq!(request.extension(), Some(&7_u8));
        assert_eq!(request.try_clone().unwrap().extension::<u8>(), None);

        assert!(
            request.set_method("no method").unwrap_err().to_string().contains("not an HTTP method")
        );
        assert!(request.set_uri("http://b b").is_err());
        assert_eq!(format!("{request:?}").matches("text").count(), 0);
        let copy = request.try_clone().unwrap().map(|body| body.bytes().map(<[u8]>::to_vec));
        assert_eq!(copy.body().as_deref(), Some(&b"text"[..]));
        let request: Request<SdkBody> = request.try_into().unwrap();
        assert_eq!((request.method().as_str(), request.headers()["x-a"].len()), ("PUT", 1));
        assert_eq!(request.uri(), "http://b.example/x?y");
        assert_eq!(request.extensions().get(), Some(&7_u8));

        let mut request = HttpRequest::from(request);
        assert_eq!(request.take_body().bytes(), Some(&b"text"[..]));
        assert_eq!(request.body().bytes(), None);
        request.headers_mut().insert("x y", "1");
        assert!(request.try_into_http1x().unwrap_err().to_string().contains("\"x y\""));
    }
}
