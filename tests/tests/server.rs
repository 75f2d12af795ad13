//! The scripted server, tested with a plain socket: connections end as the script says.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tests::server::{At, Authority, BlackHole, Certificate, ClosedPort, Reply, Server};

const REQUEST: &str = "POST /a HTTP/1.1\r\nHost: h\r\nX-B: c\r\nContent-Length: 4\r\n\r\nbody";

/// The response to one request, up to the end of the connection or for a moment.
fn ask(address: SocketAddr) -> (String, io::Result<()>) {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_millis(100))).expect("a socket");
    stream.write_all(REQUEST.as_bytes()).expect("an open connection");
    read(&mut stream)
}

fn read(stream: &mut impl Read) -> (String, io::Result<()>) {
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).map(drop);
    (String::from_utf8(bytes).expect("text"), end)
}

fn play(reply: Reply) -> (String, Option<ErrorKind>) {
    let server = Server::playing([reply]);
    let (text, end) = ask(server.address());
    (text, end.err().map(|error| error.kind()))
}

#[test]
fn a_reply_is_framed_and_the_connection_stays_open() {
    let server = Server::playing([Reply::new(429, "{}")
        .header("retry-after", "2")
        .after_informational(100)]);
    let (text, end) = ask(server.address());
    let expected = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 429 Too Many Requests\r\n\
        content-type: application/json\r\nretry-after: 2\r\ncontent-length: 2\r\n\r\n{}";
    assert_eq!(text, expected);
    assert_eq!(end.unwrap_err().kind(), ErrorKind::WouldBlock);
    let [request] = server.requests().try_into().unwrap();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/a"));
    assert_eq!((request.header("x-b"), request.connection), (Some("c"), 0));
    assert_eq!(request.body, b"body");
}

#[test]
fn requests_of_one_connection_are_answered_in_turn_and_more_than_scripted_with_501() {
    let server = Server::playing([Reply::ok("1"), Reply::ok("2")]);
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    stream.write_all(REQUEST.repeat(3).as_bytes()).unwrap();
    let (text, _) = read(&mut stream);
    let statuses: Vec<_> = text.split("HTTP/1.1 ").skip(1).map(|reply| &reply[..3]).collect();
    assert_eq!(statuses, ["200", "200", "501"]);
    assert_eq!((server.connections(), server.requests().len()), (1, 3));
}

#[test]
fn a_connection_can_end_in_every_way_at_every_place() {
    let reply = || Reply::ok(r#"{"a":1}"#);
    let (whole, _) = play(reply());
    let head = whole.find("\r\n\r\n").unwrap() + 4;
    let places = [
        (At::Start, 0),
        (At::Head, head / 2),
        (At::HeadEnd, head),
        (At::Body, head + 3),
        (At::Byte(5), 5),
    ];
    for (place, length) in places {
        // Data before a reset may be lost.
        assert_eq!(play(reply().reset(place)).1, Some(ErrorKind::ConnectionReset), "{place:?}");
        assert_eq!(play(reply().fin(place)), (whole[..length].to_owned(), None), "{place:?}");
        let stalled = (whole[..length].to_owned(), Some(ErrorKind::WouldBlock));
        assert_eq!(play(reply().stall(place)), stalled, "{place:?}");
    }
    assert_eq!(play(reply().fin(At::End)), (whole, None));
    assert_eq!(play(Reply::raw("SSH-2.0-x\r\n")), ("SSH-2.0-x\r\n".to_owned(), None));
    assert!(play(reply().closing()).0.contains("\r\nconnection: close\r\n"));
}

#[test]
fn a_body_can_trickle_or_have_no_end() {
    let (text, end) = play(Reply::ok("abc").trickled(Duration::from_millis(1)));
    assert!(text.ends_with("\r\n\r\nabc"), "{text}");
    assert_eq!(end, Some(ErrorKind::WouldBlock));

    let server = Server::playing([Reply::endless("xyz")]);
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.write_all(REQUEST.as_bytes()).unwrap();
    let mut bytes = vec![0; 100_000];
    stream.read_exact(&mut bytes).unwrap();
    assert!(bytes.ends_with(b"xyz\r\n3\r\n") || bytes.windows(8).any(|b| b == b"3\r\nxyz\r\n"));
}

#[test]
fn a_mute_server_a_closed_port_and_a_black_hole_differ() {
    let mute = Server::mute();
    let (text, end) = ask(mute.address());
    assert_eq!((text.as_str(), end.unwrap_err().kind()), ("", ErrorKind::WouldBlock));

    let closed = ClosedPort::take();
    let error = TcpStream::connect(closed.address()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);

    let hole = BlackHole::open();
    let error = TcpStream::connect_timeout(&hole.address(), Duration::from_millis(50));
    assert_eq!(error.unwrap_err().kind(), ErrorKind::TimedOut);
}

#[test]
fn a_certificate_is_good_for_its_host_while_it_lasts_and_for_who_trusts_its_authority() {
    let authority = Authority::named("A");
    let handshake = |certificate: Certificate| {
        let server = Server::secure(certificate, [Reply::ok("{}").fin(At::End)]);
        let mut stream = TcpStream::connect(server.address())?;
        let mut tls =
            ClientConnection::new(trusting(&authority), ServerName::try_from("h.test").unwrap())
                .map_err(io::Error::other)?;
        tls.complete_io(&mut stream)?;
        let mut stream = StreamOwned::new(tls, stream);
        stream.write_all(REQUEST.as_bytes())?;
        io::Result::Ok(read(&mut stream).0)
    };
    assert!(handshake(authority.certificate("h.test")).unwrap().ends_with("{}"));
    for (certificate, problem) in [
        (authority.certificate("other.test"), "not valid for"),
        (authority.expired_certificate("h.test"), "expired"),
        (Authority::named("B").certificate("h.test"), "UnknownIssuer"),
        (Certificate::self_signed("h.test"), "UnknownIssuer"),
    ] {
        let error = handshake(certificate).unwrap_err().to_string();
        assert!(error.contains(problem), "{error}");
    }
}

fn trusting(authority: &Authority) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from_pem_slice(authority.pem().as_bytes()).expect("PEM");
    roots.add(root).expect("a certificate");
    let config = ClientConfig::builder_with_provider(ring::default_provider().into());
    let config = config.with_safe_default_protocol_versions().expect("versions");
    config.with_root_certificates(roots).with_no_client_auth().into()
}

#[test]
fn a_proxy_makes_a_tunnel_and_remembers_who_asked_for_it() {
    let target = Server::playing([Reply::ok("{}").fin(At::End)]);
    let proxy = Server::playing([Reply::tunnel(target.address())]);
    let mut stream = TcpStream::connect(proxy.address()).unwrap();
    let connect = "CONNECT h.test:443 HTTP/1.1\r\nProxy-Authorization: Basic dTpw\r\n\r\n";
    stream.write_all(connect.as_bytes()).unwrap();
    let mut established = [0; 19];
    stream.read_exact(&mut established).unwrap();
    assert_eq!(&established, b"HTTP/1.1 200 OK\r\nco");
    stream.write_all(REQUEST.as_bytes()).unwrap();
    assert!(read(&mut stream).0.ends_with("{}"));
    assert_eq!(target.requests()[0].target, "/a");
    assert_eq!(proxy.requests()[0].target, "h.test:443");
    assert_eq!(proxy.requests()[0].header("proxy-authorization"), Some("Basic dTpw"));
}

#[tokio::test]
async fn connections_are_counted_and_end_with_the_server() {
    let server = Server::mute();
    let mut first = TcpStream::connect(server.address()).unwrap();
    let second = TcpStream::connect(server.address()).unwrap();
    while server.connections() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(server.open_connections(), 2);
    drop(second);
    server.has_open_at_most(1).await;
    assert_eq!(server.most_open_connections(), 2);
    drop(server);
    first.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    assert_eq!(first.read(&mut [0]).unwrap(), 0);
}

#[test]
fn ipv6_is_served_too() {
    let server = Server::on_ipv6([Reply::ok("{}")]);
    assert!(server.url().starts_with("http://[::1]:"), "{}", server.url());
    assert!(ask(server.address()).0.ends_with("{}"));
}
