//! The request id that AWS support uses to find a call, through the trait that AWS SDK crates
//! share.

use aws_types::request_id::RequestId;

use super::SdkError;
use crate::http::{Headers, HttpResponse};
use crate::wire::request_id;

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
