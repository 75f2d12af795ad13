use aws_smithy_types::body::SdkBody;

use super::sign::{UNSIGNED_PAYLOAD, X_AMZ_CONTENT_SHA256};
use super::upload::{Upload, in_memory};
use crate::error::BuildError;
use crate::wire::Request;

/// A request with its body, in it or beside it.
pub(super) struct Outgoing {
    pub(super) request: Request,
    /// A body that is not in memory; that of the request is empty then.
    pub(super) upload: Option<Upload>,
    is_open: bool,
}

impl Outgoing {
    /// Adds the body of a streaming operation. One in memory is a body like any other; another one
    /// is not signed, as nobody has seen it yet.
    ///
    /// # Errors
    /// The length is required, and not known.
    pub(super) fn new(
        mut request: Request,
        body: Option<SdkBody>,
        requires_length: bool,
        unsigned: bool,
    ) -> Result<Self, BuildError> {
        let is_streaming = body.is_some();
        let mut upload = None;
        if let Some(mut body) = body {
            match in_memory(&mut body) {
                Some(bytes) => *request.body_mut() = bytes,
                None if requires_length && body.content_length().is_none() => {
                    return Err(BuildError::unknown_length());
                }
                None => upload = Some(Upload::new(body)),
            }
        }
        let mut outgoing = Self { request, upload, is_open: false };
        outgoing.is_open = is_streaming && outgoing.request.body().is_empty();
        if unsigned || outgoing.upload.is_some() {
            outgoing.leave_body_unsigned();
        }
        Ok(outgoing)
    }

    /// The request alone. A streamed body that was left empty may be any.
    ///
    /// # Errors
    /// There is a body that is not in memory.
    pub(super) fn handed_over(mut self) -> Result<Request, BuildError> {
        if self.upload.is_some() {
            return Err(BuildError::stream_to_hand_over());
        }
        if self.is_open {
            self.leave_body_unsigned();
        }
        Ok(self.request)
    }

    fn leave_body_unsigned(&mut self) {
        let headers = self.request.headers_mut();
        headers.entry(X_AMZ_CONTENT_SHA256).or_insert(UNSIGNED_PAYLOAD);
    }
}
