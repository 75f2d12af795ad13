//! TLS, with certificates made for the test.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::*;
use crate::client::crypto;

#[tokio::test]
async fn the_connect_time_out_covers_the_tls_handshake() {
    let (port, server) = serve(|mut stream| stream.read_to_end(&mut Vec::new()));
    let limit = Duration::from_millis(50);
    let transport = direct().connect_timeout(limit).build();
    let error = get(&transport, &format!("https://127.0.0.1:{port}/")).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    let expected = "no connection within the connect time-out of 50ms";
    assert!(error.to_string().contains(expected), "{error}");
    server.join().unwrap().unwrap();
}

#[tokio::test]
async fn a_proxy_that_refuses_a_tunnel_is_named_without_its_password() {
    let (port, proxy) = serve(|mut stream| {
        let head = read_head(&mut stream);
        stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").unwrap();
        head
    });
    let config = ProxyConfig::all(&format!("http://user:hunter2@127.0.0.1:{port}")).unwrap();
    let transport = HyperTransport::builder().proxy(config).build();
    let error = get(&transport, "https://service.test/things").await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(
        error.to_string().contains(&format!("the proxy http://127.0.0.1:{port}/: ")),
        "{error}"
    );
    assert!(!format!("{transport:?}{error:?}{error}").contains("hunter2"));
    let head = proxy.join().unwrap();
    assert!(head.starts_with("CONNECT service.test:443 HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("\r\nProxy-Authorization: Basic dXNlcjpodW50ZXIy\r\n"), "{head}");
}

#[tokio::test]
async fn a_plain_server_behind_https_fails_at_the_handshake() {
    let (port, server) = serve(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let (kind, text) = failure(format!("https://127.0.0.1:{port}/")).await;
    assert_eq!(kind, TransportErrorKind::Connect);
    assert!(text.contains("the TLS handshake failed"), "{text}");
    server.join().unwrap();
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn bundle(authority: &Authority) -> CaBundle {
    CaBundle::from_pem(authority.pem().as_bytes()).unwrap()
}

/// A server with a certificate for these names; it answers `ok` once.
fn serve_tls(authority: &Authority, names: &[&str], last_year: i32) -> u16 {
    let config = server_config(authority, names, last_year);
    serve(move |stream| answer(stream, config)).0
}

fn server_config(authority: &Authority, names: &[&str], last_year: i32) -> ServerConfig {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.not_after = date_time_ymd(last_year, 12, 31);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let chain = vec![CertificateDer::from(certificate)];
    let key = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
    ServerConfig::builder_with_provider(Arc::new(crypto::tls()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap()
}

fn answer(stream: TcpStream, config: ServerConfig) {
    let connection = ServerConnection::new(Arc::new(config)).unwrap();
    let mut stream = StreamOwned::new(connection, stream);
    read_head(&mut stream);
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    let _ = stream.flush();
}

#[tokio::test]
async fn a_bundle_replaces_the_certificates_of_the_system() {
    let authority = authority("ours");
    let port = serve_tls(&authority, &["localhost"], 2999);
    let transport = direct().ca_bundle(bundle(&authority)).build();
    assert_eq!(get(&transport, &format!("https://localhost:{port}/")).await.unwrap(), "ok");
}

#[tokio::test]
async fn the_certificate_behind_a_tunnel_is_that_of_the_endpoint() {
    let authority = authority("ours");
    let config = server_config(&authority, &["service.test"], 2999);
    let (port, _) = serve(|mut stream| {
        read_head(&mut stream);
        stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
        answer(stream, config);
    });
    let proxy = ProxyConfig::all(&format!("127.0.0.1:{port}")).unwrap();
    let transport = HyperTransport::builder().proxy(proxy).ca_bundle(bundle(&authority)).build();
    assert_eq!(get(&transport, "https://service.test/").await.unwrap(), "ok");
}

#[tokio::test]
async fn a_certificate_that_is_not_good_says_what_is_wrong_with_it() {
    let good = authority("ours");
    let transport = direct().ca_bundle(bundle(&good)).build();
    for (port, expected) in [
        (serve_tls(&authority("theirs"), &["localhost"], 2999), "an authority that is not trusted"),
        (serve_tls(&good, &["other.test"], 2999), "not valid for name \"localhost\""),
        (serve_tls(&good, &["localhost"], 2001), "certificate expired"),
    ] {
        let error = get(&transport, &format!("https://localhost:{port}/")).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Certificate, "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}
