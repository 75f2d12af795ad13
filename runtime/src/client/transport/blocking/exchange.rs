use aws_smithy_types::body::SdkBody;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderValue, Method, Request, Response, Version};
use ureq_proto::Error;
use ureq_proto::client::state::{RecvResponse, SendBody, SendRequest};
use ureq_proto::client::{Await100Result, Call, RecvResponseResult, SendRequestResult};

use super::connection::Connection;
use super::failure::{broken_body, closed, unsendable};
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
    let response = connection.receive_head(&mut call)?;
    let rest = call.proceed().ok_or_else(closed)?;
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
                let chunked = HeaderValue::from_static("chunked");
                parts.headers.entry(TRANSFER_ENCODING).or_insert(chunked)
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
