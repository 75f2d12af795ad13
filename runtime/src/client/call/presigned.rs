use std::fmt;

use http::HeaderMap;

use crate::wire::Request;

/// A request with its signature in the URL, which allows anyone to make this one call.
///
/// `Debug` omits the query, because the URL with its signature is a secret.
#[derive(Clone)]
pub struct PresignedRequest {
    request: Request,
    uri: String,
}

impl PresignedRequest {
    pub(super) fn new(request: Request) -> Self {
        Self { uri: request.uri().to_string(), request }
    }

    /// The method, such as `GET`.
    pub fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The URL. Anyone who has it can make the call.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The headers to send with it.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The body to send with it; often empty.
    pub fn body(&self) -> &[u8] {
        self.request.body()
    }

    /// The request for an HTTP client.
    pub fn into_http_1x_request(self) -> Request {
        self.request
    }
}

impl fmt::Debug for PresignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uri = self.uri.split('?').next().unwrap_or_default();
        f.debug_struct("PresignedRequest")
            .field("method", &self.method())
            .field("uri", &format_args!("{uri}?** redacted **"))
            .finish_non_exhaustive()
    }
}
