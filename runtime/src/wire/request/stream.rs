use aws_smithy_types::byte_stream::ByteStream;

use super::RequestBuilder;
use crate::error::BuildError;
use crate::wire::Request;

impl RequestBuilder {
    /// Ends the request with a stream as its body. The stream stays in the input; see
    /// [`Operation::take_body`](crate::Operation::take_body).
    ///
    /// # Errors
    /// A header or the path is invalid.
    pub fn stream(
        mut self,
        media_type: &'static str,
        stream: &ByteStream,
    ) -> Result<Request, BuildError> {
        if stream.size_hint() != (0, Some(0)) {
            self.content_type(media_type);
        }
        self.empty()
    }
}
