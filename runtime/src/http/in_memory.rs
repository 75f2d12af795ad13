//! Conversions of messages whose body is in memory, which is what the client works with.

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{Request, Response};

use super::{HttpError, HttpRequest, HttpResponse};
use crate::client::in_memory;

impl HttpRequest {
    pub(crate) fn into_memory(mut self) -> Result<Request<Bytes>, HttpError> {
        let body = in_memory(self.body_mut()).ok_or_else(HttpError::body)?;
        self.map(|_| body).try_into_http1x()
    }
}

impl HttpResponse {
    /// The response, and the error if part of it is invalid.
    pub(crate) fn into_memory(mut self) -> (Response<Bytes>, Option<HttpError>) {
        let body = in_memory(self.body_mut());
        let problem = body.is_none().then(HttpError::body);
        let mut response = self.map(|_| body.unwrap_or_default());
        let unsendable = response.headers_mut().take_problem();
        (response.into_http(), problem.or(unsendable))
    }
}

impl From<Request<Bytes>> for HttpRequest {
    fn from(request: Request<Bytes>) -> Self {
        HttpRequest::<Bytes>::from(request).map(SdkBody::from)
    }
}

impl From<Response<Bytes>> for HttpResponse {
    fn from(response: Response<Bytes>) -> Self {
        HttpResponse::<Bytes>::from(response).map(SdkBody::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_comes_back_as_it_was_unless_it_was_taken() {
        let request = Request::new(Bytes::from_static(b"text"));
        let mut request = HttpRequest::from(request.map(SdkBody::from));
        assert_eq!(request.try_clone().unwrap().into_memory().unwrap().body(), "text");
        *request.body_mut() = SdkBody::empty();
        assert_eq!(request.try_clone().unwrap().into_memory().unwrap().body(), "");
        request.take_body();
        assert!(request.into_memory().unwrap_err().to_string().contains("not in memory"));
        let response: HttpResponse = Response::new(Bytes::from_static(b"text")).into();
        let (response, problem) = response.into_memory();
        assert!(response.body() == "text" && problem.is_none());
        let mut response: HttpResponse = response.into();
        response.headers_mut().insert("x-a", "1");
        response.headers_mut().insert("x y", "2");
        let (response, problem) = response.into_memory();
        assert!(response.headers()["x-a"] == "1" && response.body() == "text");
        assert!(problem.unwrap().to_string().contains("\"x y\""));
        let mut response: HttpResponse = response.into();
        response.take_body();
        assert!(response.into_memory().1.unwrap().to_string().contains("not in memory"));
    }
}
