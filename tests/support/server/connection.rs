use std::io::{self, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::Ordering;
use std::thread;

use super::reply::{End, Reply};
use super::request::Request;
use super::stage::{Manner, Stage};
use super::stream::Stream;

/// Serves one connection to its end.
pub(super) fn serve(stage: &Stage, number: usize, socket: TcpStream) {
    if let Some(mut stream) = Stream::new(socket, stage.certificate.as_ref()) {
        // An error means that the client closed the connection, which it may do, or that a
        // handshake failed.
        match converse(stage, number, &mut stream) {
            Ok(End::Reset) => {
                stage.let_go(number);
                stream.reset();
            }
            Ok(End::Stall) => stream.drain(),
            Ok(End::Tunnel(target)) => drop(tunnel(stream.socket(), target)),
            Ok(End::KeepAlive | End::Repeat(_)) => {}
            // After an error, the last bytes, such as a TLS alert, must not be lost in a reset.
            Ok(End::Fin) | Err(_) => {
                stream.end();
                stage.ended.fetch_add(1, Ordering::Relaxed);
                stream.drain();
            }
        }
    }
    stage.let_go(number);
}

/// Replies to requests until one gets a fault, or until there are no more.
fn converse(stage: &Stage, number: usize, stream: &mut Stream) -> io::Result<End> {
    let answer = match &stage.manner {
        Manner::Answers(answer) => answer,
        Manner::Greets(bytes) => {
            stream.write_all(bytes)?;
            return Ok(End::Stall);
        }
    };
    let mut rest = Vec::new();
    while let Some(mut request) = Request::read(number, stream, &mut rest)? {
        request.handshake = stream.handshake();
        let reply = answer(request);
        send(&reply, stream)?;
        match reply.end {
            End::KeepAlive => {}
            End::Repeat(bytes) => loop {
                stream.write_all(&bytes)?;
            },
            end => return Ok(end),
        }
    }
    Ok(End::KeepAlive)
}

fn send(reply: &Reply, stream: &mut Stream) -> io::Result<()> {
    let (mut at_once, mut slowly) = reply.wire();
    let Some(pause) = reply.pace else {
        at_once.append(&mut slowly);
        return stream.write_all(&at_once);
    };
    stream.write_all(&at_once)?;
    for byte in slowly {
        thread::sleep(pause);
        stream.write_all(&[byte])?;
    }
    Ok(())
}

/// Copies bytes in both directions until both sides have ended.
fn tunnel(client: &TcpStream, target: SocketAddr) -> io::Result<()> {
    let server = TcpStream::connect(target)?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    let there = thread::spawn(move || {
        let _ = io::copy(&mut from_client, &mut to_server);
        let _ = to_server.shutdown(Shutdown::Write);
    });
    let _ = io::copy(&mut &server, &mut &*client);
    let _ = client.shutdown(Shutdown::Write);
    let _ = there.join();
    Ok(())
}
