//! Conversions from and to the equivalent types of the AWS SDKs for Rust.

use aws_smithy_runtime_api::client::orchestrator;
use aws_smithy_types::body::SdkBody;
use http::{Request, Response};

use super::{HttpError, HttpRequest, HttpResponse};

impl TryFrom<HttpRequest> for orchestrator::HttpRequest {
    type Error = HttpError;

    fn try_from(request: HttpRequest) -> Result<Self, HttpError> {
        request.try_into_http1x()?.try_into().map_err(HttpError::foreign)
    }
}

impl TryFrom<orchestrator::HttpRequest> for HttpRequest {
    type Error = HttpError;

    fn try_from(request: orchestrator::HttpRequest) -> Result<Self, HttpError> {
        let request: Request<SdkBody> = request.try_into_http1x().map_err(HttpError::foreign)?;
        Ok(request.into())
    }
}

impl TryFrom<HttpResponse> for orchestrator::HttpResponse {
    type Error = HttpError;

    fn try_from(response: HttpResponse) -> Result<Self, HttpError> {
        response.try_into_http1x()?.try_into().map_err(HttpError::foreign)
    }
}

impl TryFrom<orchestrator::HttpResponse> for HttpResponse {
    type Error = HttpError;

    fn try_from(response: orchestrator::HttpResponse) -> Result<Self, HttpError> {
        let response: Response<SdkBody> = response.try_into_http1x().map_err(HttpError::foreign)?;
        Ok(response.into())
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn nothing_gets_lost_on_the_way_there_and_back() {
        let latin = || HeaderValue::from_bytes(b"Gr\xf6\xdfe").unwrap();
        let mut request = HttpRequest::get("http://a.example/x?y").unwrap();
        request.set_method("PUT").unwrap();
        request.headers_mut().insert("x-a", latin());
        request.headers_mut().append("x-a", "2");
        request.add_extension(7_u8);
        *request.body_mut() = SdkBody::from("text");
        let there: orchestrator::HttpRequest = request.try_into().unwrap();
        assert_eq!((there.method(), there.uri()), ("PUT", "http://a.example/x?y"));
        let back = HttpRequest::try_from(there).unwrap();
        assert_eq!((back.method(), back.uri()), ("PUT", "http://a.example/x?y"));
        assert_eq!(back.headers().get_bytes("x-a"), Some(latin().as_bytes()));
        assert_eq!((back.headers().len(), back.extension()), (2, Some(&7_u8)));
        assert_eq!(back.into_memory().unwrap().body(), "text");

        let mut response = HttpResponse::new(404.try_into().unwrap(), SdkBody::from("text"));
        response.headers_mut().insert("x-a", latin());
        response.add_extension(7_u8);
        let there: orchestrator::HttpResponse = response.try_into().unwrap();
        assert_eq!(there.status().as_u16(), 404);
        let back = HttpResponse::try_from(there).unwrap();
        assert_eq!(back.headers().get_bytes("x-a"), Some(latin().as_bytes()));
        assert_eq!((back.status().as_u16(), back.extension()), (404, Some(&7_u8)));
        assert_eq!(back.into_memory().0.body(), "text");
    }

    #[test]
    fn a_header_that_is_not_allowed_is_not_lost_either() {
        let mut request = HttpRequest::empty();
        request.headers_mut().insert("x y", "1");
        let error = orchestrator::HttpRequest::try_from(request).unwrap_err();
        assert!(error.to_string().contains("\"x y\""), "{error}");
    }
}
