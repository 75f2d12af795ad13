use aws_smithy_types::body::SdkBody;

use crate::client::request::{Upload, in_memory};
use crate::client::sign::{UNSIGNED_PAYLOAD, X_AMZ_CONTENT_SHA256};
use crate::error::BuildError;
use crate::wire::Request;

/// A request with its body, which is in the request or separate.
pub(super) struct Outgoing {
    pub(super) request: Request,
    /// A body that is not in memory; the body of the request is then empty.
    pub(super) upload: Option<Upload>,
    is_open: bool,
}

impl Outgoing {
    /// Adds the body of a streaming operation. One in memory is treated like any other body;
    /// another one is not signed, because its content is not known yet.
    ///
    /// # Errors
    /// The length is required, but not known.
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

    /// The request alone. Any body may be sent if the stream was left empty.
    ///
    /// # Errors
    /// The body is not in memory.
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use bytes::Bytes;
    use http_body::{Body, Frame};

    use super::*;

    /// A body of unknown content.
    struct Unknown;

    impl Body for Unknown {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Ready(None)
        }
    }

    fn outgoing(body: Option<SdkBody>, unsigned: bool) -> Outgoing {
        Outgoing::new(Request::default(), body, false, unsigned).unwrap()
    }

    fn said(request: &Request) -> Option<&[u8]> {
        Some(request.headers().get(X_AMZ_CONTENT_SHA256)?.as_bytes())
    }

    #[test]
    fn a_body_is_signed_if_it_is_in_memory_and_the_operation_does_not_mind() {
        let unsigned = Some(&b"UNSIGNED-PAYLOAD"[..]);
        assert_eq!(said(&outgoing(None, false).request), None);
        assert_eq!(said(&outgoing(None, true).request), unsigned);
        let known = outgoing(Some(SdkBody::from("x")), false);
        assert_eq!((said(&known.request), known.request.body().as_ref()), (None, &b"x"[..]));
        assert!(known.upload.is_none());
        assert_eq!(said(&outgoing(Some(SdkBody::from("x")), true).request), unsigned);
        let unknown = outgoing(Some(SdkBody::from_body_1_x(Unknown)), false);
        assert_eq!(said(&unknown.request), unsigned);
        assert!(unknown.upload.is_some());
    }

    #[test]
    fn what_is_handed_over_has_its_body_or_leaves_it_open() {
        let handed_over = |body: Option<SdkBody>| outgoing(body, false).handed_over();
        assert_eq!(said(&handed_over(None).unwrap()), None);
        assert_eq!(said(&handed_over(Some(SdkBody::from("x"))).unwrap()), None);
        let open = handed_over(Some(SdkBody::empty())).unwrap();
        assert_eq!(said(&open), Some(&b"UNSIGNED-PAYLOAD"[..]));
        assert!(handed_over(Some(SdkBody::from_body_1_x(Unknown))).is_err());
    }

    #[test]
    fn what_an_input_says_of_its_body_counts() {
        let mut request = Request::default();
        request.headers_mut().insert(X_AMZ_CONTENT_SHA256, "abc".parse().unwrap());
        let outgoing = Outgoing::new(request, None, false, true).unwrap();
        assert_eq!(said(&outgoing.request), Some(&b"abc"[..]));
    }
}
