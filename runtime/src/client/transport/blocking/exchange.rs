use aws_smithy_types::body::SdkBody;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderValue, Method, Request, Response, Version};
use ureq_proto::Error;
use ureq_proto::client::state::{RecvResponse, SendBody, SendRequest};
use ureq_proto::client::{Await100Result, Call, RecvResponseResult, SendRequestResult};

use super::connection::Connection;
use super::failure::{broken_body, closed, malformed, too_large, unsendable};
use super::upload::Upload;
use crate::error::TransportError;

/// Sends a request and receives the head of its response. The rest is received as the result says.
///
/// `origin`: what to put before the path, for a proxy that gets the request as it is.
pub(super) fn exchange(
    connection: &mut Connection,
    request: Request<SdkBody>,
    origin: Option<&str>,
) -> Result<(Response<()>, RecvResponseResult), TransportError> {
    let mut call = send(connection, request, origin)?;
    let response = receive(connection, &mut call)?;
    let rest = call.proceed().ok_or_else(|| malformed(Error::BadContentLengthHeader))?;
    Ok((response, rest))
}

fn send(
    connection: &mut Connection,
    request: Request<SdkBody>,
    origin: Option<&str>,
) -> Result<Call<RecvResponse>, TransportError> {
    let (mut parts, body) = request.into_parts();
    parts.version = Version::HTTP_11;
    // Servers expect a length of these, even without a body.
    let has_length = matches!(parts.method, Method::POST | Method::PUT | Method::PATCH);
    let is_empty = body.bytes() == Some(&[]);
    if !is_empty || has_length {
        // The last header, as that of the asynchronous client.
        match body.content_length() {
            Some(length) => parts.headers.entry(CONTENT_LENGTH).or_insert(length.into()),
            None => {
                parts.headers.entry(TRANSFER_ENCODING).or_insert(HeaderValue::from_static(CHUNKED))
            }
        };
    }
    let mut call = Call::new(Request::from_parts(parts, ())).map_err(unsendable)?;
    call.allow_non_standard_methods(true);
    if !is_empty {
        call.force_send_body();
    }
    let mut call = call.proceed();
    write_head(&mut call, &mut connection.output, origin)?;
    let call = match call.proceed().map_err(unsendable)? {
        Some(SendRequestResult::RecvResponse(call)) => {
            connection.flush()?;
            return Ok(call);
        }
        Some(SendRequestResult::SendBody(call)) => call,
        // As the asynchronous client, it does not wait for a permission.
        Some(SendRequestResult::Await100(call)) => match call.proceed().map_err(unsendable)? {
            Await100Result::SendBody(call) => call,
            Await100Result::RecvResponse(call) => {
                connection.flush()?;
                return Ok(call);
            }
        },
        None => return Err(unsendable(Error::OutputOverflow)),
    };
    send_body(connection, call, body)
}

const CHUNKED: &str = "chunked";

fn write_head(
    call: &mut Call<SendRequest>,
    output: &mut Vec<u8>,
    origin: Option<&str>,
) -> Result<(), TransportError> {
    const PIECE: usize = 2 << 10;

    let mut filled = 0;
    output.clear();
    output.resize(PIECE, 0);
    while !call.can_proceed() {
        match call.write(&mut output[filled..]) {
            Ok(amount) => filled += amount,
            Err(Error::OutputOverflow) => output.resize(2 * output.len(), 0),
            Err(error) => return Err(unsendable(error)),
        }
    }
    output.truncate(filled);
    if let Some(origin) = origin {
        let target = output.iter().position(|byte| *byte == b' ').map_or(0, |end| end + 1);
        output.splice(target..target, origin.bytes());
    }
    Ok(())
}

fn send_body(
    connection: &mut Connection,
    mut call: Call<SendBody>,
    body: SdkBody,
) -> Result<Call<RecvResponse>, TransportError> {
    match body.bytes() {
        Some(bytes) => send_piece(connection, &mut call, bytes)?,
        None => {
            let mut upload = Upload::new(body);
            // Nothing is read after the last byte: the end of the stream may come late.
            while !call.can_proceed()
                && let Some(piece) = upload.next()?
            {
                send_piece(connection, &mut call, &piece)?;
                connection.flush()?;
            }
        }
    }
    if call.is_chunked() {
        send_chunks(connection, &mut call, &[])?;
    }
    connection.flush()?;
    call.proceed().ok_or_else(|| broken_body("the body of the request ends before its length"))
}

fn send_piece(
    connection: &mut Connection,
    call: &mut Call<SendBody>,
    piece: &[u8],
) -> Result<(), TransportError> {
    if !call.is_chunked() {
        call.consume_direct_write(piece.len()).map_err(broken_body)?;
        return connection.write(piece);
    }
    let mut left = piece;
    while !left.is_empty() {
        let sent = send_chunks(connection, call, left)?;
        left = &left[sent..];
    }
    Ok(())
}

/// Sends what fits into a piece of output. Without input, the body ends.
fn send_chunks(
    connection: &mut Connection,
    call: &mut Call<SendBody>,
    input: &[u8],
) -> Result<usize, TransportError> {
    let mut chunks = [0; 2 << 10];
    let most = call.calculate_max_input(chunks.len()).min(input.len());
    let (consumed, written) = call.write(&input[..most], &mut chunks).map_err(broken_body)?;
    connection.write(&chunks[..written])?;
    Ok(consumed)
}

fn receive(
    connection: &mut Connection,
    call: &mut Call<RecvResponse>,
) -> Result<Response<()>, TransportError> {
    loop {
        if connection.input.is_full() {
            return Err(too_large());
        }
        if connection.receive()? == 0 {
            return Err(closed());
        }
        // More than one if informational responses come first.
        while !connection.input.bytes().is_empty() {
            let input = connection.input.bytes();
            let (consumed, response) = match call.try_response(input, false) {
                // ureq allows no headers in this response, which says nothing that is needed.
                Err(Error::HeadersWith100) => (length_of_head(input), None),
                parsed => parsed.map_err(malformed)?,
            };
            connection.input.consume(consumed);
            match response {
                Some(response) => return Ok(response),
                None if consumed == 0 => break,
                None => {}
            }
        }
    }
}

fn length_of_head(input: &[u8]) -> usize {
    const END: &[u8] = b"\r\n\r\n";

    let end = input.windows(END.len()).position(|bytes| bytes == END);
    end.map_or(input.len(), |end| end + END.len())
}
