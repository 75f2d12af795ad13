use std::io::{self, Read};

use http::Response;
use ureq_proto::Error;
use ureq_proto::client::Call;
use ureq_proto::client::state::RecvResponse;

use super::input::Input;

/// Receives the head of a response, after any informational ones.
pub(super) fn receive_head(
    call: &mut Call<RecvResponse>,
    input: &mut Input,
    source: &mut impl Read,
) -> Result<Response<()>, NoHead> {
    loop {
        if input.is_full() {
            return Err(NoHead::TooLarge);
        }
        if input.fill(source).map_err(NoHead::Broken)? == 0 {
            return Err(NoHead::Closed);
        }
        while !input.bytes().is_empty() {
            let (consumed, response) = match call.try_response(input.bytes(), false) {
                // ureq allows no headers in this response, which says nothing that is needed.
                Err(Error::HeadersWith100) => (length_of_head(input.bytes()), None),
                parsed => parsed.map_err(NoHead::Invalid)?,
            };
            input.consume(consumed);
            match response {
                Some(response) => return Ok(response),
                None if consumed == 0 => break,
                None => {}
            }
        }
    }
}

/// Why there is no head.
pub(super) enum NoHead {
    TooLarge,
    /// The other side closed the connection.
    Closed,
    Broken(io::Error),
    Invalid(Error),
}

fn length_of_head(input: &[u8]) -> usize {
    const END: &[u8] = b"\r\n\r\n";

    let end = input.windows(END.len()).position(|bytes| bytes == END);
    end.map_or(input.len(), |end| end + END.len())
}
