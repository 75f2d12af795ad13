//! The request id that AWS support uses to find a call.

#[cfg(feature = "aws")]
pub use aws_types::request_id::RequestId;

use super::SdkError;
use crate::http::{Headers, HttpResponse};
use crate::wire::request_id;

/// Has a request id. With the feature `aws` it is the trait that the AWS SDKs for Rust share.
#[cfg(not(feature = "aws"))]
pub trait RequestId {
    /// The request id, or `None` if the service sent none.
    fn request_id(&self) -> Option<&str>;
}

#[cfg(not(feature = "aws"))]
impl RequestId for super::ErrorMetadata {
    fn request_id(&self) -> Option<&str> {
        self.extra(crate::wire::AWS_REQUEST_ID)
    }
}

impl<E, R> RequestId for SdkError<E, R> {
    fn request_id(&self) -> Option<&str> {
        self.facts()?.request_id.as_deref()
    }
}

impl<B> RequestId for HttpResponse<B> {
    fn request_id(&self) -> Option<&str> {
        self.headers().request_id()
    }
}

impl RequestId for Headers {
    fn request_id(&self) -> Option<&str> {
        request_id(self.as_map())
    }
}
