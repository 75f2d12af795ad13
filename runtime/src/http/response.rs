use aws_smithy_types::body::SdkBody;
use http::{Extensions, Response, StatusCode};

use super::{Headers, HttpError};

/// A response, as interceptors see it and errors keep it. If the body is in memory, `Debug` shows
/// all of it.
#[derive(Debug)]
pub struct HttpResponse<B = SdkBody> {
    status: StatusCode,
    headers: Headers,
    body: B,
    extensions: Extensions,
}

impl<B> HttpResponse<B> {
    /// A response without headers.
    pub fn new(status: StatusCode, body: B) -> Self {
        Self { status, headers: Headers::new(), body, extensions: Extensions::new() }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The status, mutable.
    pub fn status_mut(&mut self) -> &mut StatusCode {
        &mut self.status
    }

    /// Sets the status.
    pub fn set_status(&mut self, status: StatusCode) {
        self.status = status;
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The headers, mutable.
    pub fn headers_mut(&mut self) -> &mut Headers {
        &mut self.headers
    }

    /// The body. If it is in memory, as in errors, [`bytes`](SdkBody::bytes) returns it.
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
    pub fn map<T>(self, map: impl FnOnce(B) -> T) -> HttpResponse<T> {
        let Self { status, headers, body, extensions } = self;
        HttpResponse { status, headers, body: map(body), extensions }
    }

    /// Attached values, such as the [`MemoryLimit`](crate::wire::MemoryLimit).
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// Attached values, mutable.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// Attaches a value.
    pub fn add_extension<T: Clone + Send + Sync + 'static>(&mut self, value: T) {
        self.extensions.insert(value);
    }

    /// An attached value.
    pub fn extension<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.extensions.get()
    }

    /// Converts it to a response of the crate `http`.
    ///
    /// # Errors
    /// A header is invalid.
    pub fn try_into_http1x(mut self) -> Result<Response<B>, HttpError> {
        match self.headers.take_problem() {
            Some(problem) => Err(problem),
            None => Ok(self.into_http()),
        }
    }

    /// The same with only the valid headers.
    pub(super) fn into_http(self) -> Response<B> {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.into_map();
        *response.extensions_mut() = self.extensions;
        response
    }
}

impl HttpResponse {
    /// Removes the body and leaves one that cannot be read: set another one afterwards.
    pub fn take_body(&mut self) -> SdkBody {
        std::mem::replace(&mut self.body, SdkBody::taken())
    }
}

impl<B> From<Response<B>> for HttpResponse<B> {
    fn from(response: Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers.into(),
            body,
            extensions: parts.extensions,
        }
    }
}

impl<B> TryFrom<HttpResponse<B>> for Response<B> {
    type Error = HttpError;

    fn try_from(response: HttpResponse<B>) -> Result<Self, HttpError> {
        response.try_into_http1x()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_is_made_and_changed() {
        let mut response = HttpResponse::new(404.try_into().unwrap(), SdkBody::from("text"));
        assert!(response.status().is_client_error() && response.status().as_u16() == 404);
        response.headers_mut().insert("x-a", "1");
        response.set_status(StatusCode::OK);
        *response.status_mut() = StatusCode::ACCEPTED;
        response.add_extension(7_u8);
        assert_eq!((response.extension(), response.extensions().len()), (Some(&7_u8), 1));
        assert_eq!(response.body().bytes(), Some(&b"text"[..]));
        let response: Response<SdkBody> = response.try_into().unwrap();
        assert_eq!((response.status(), response.headers().len()), (StatusCode::ACCEPTED, 1));
        let mut response = HttpResponse::from(response);
        assert_eq!(response.take_body().bytes(), Some(&b"text"[..]));
        assert_eq!(response.body().bytes(), None);
        response.headers_mut().append("x-a", "a\nb");
        assert!(response.map(drop).try_into_http1x().unwrap_err().to_string().contains("\"x-a\""));
    }
}
