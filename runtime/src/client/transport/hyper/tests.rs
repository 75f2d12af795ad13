use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::*;
use crate::client::crypto;
use crate::client::tls::{CaBundle, ClientIdentity};
use crate::error::TransportErrorKind;

#[tokio::test]
async fn a_setting_of_a_proxy_that_cannot_be_used_is_named_and_not_bypassed() {
    let proxies = Proxies::from_variables(|name| (name == "ALL_PROXY").then(|| "ftp://odd".into()));
    let transport =
        HyperTransport { proxies: OnceLock::from(Arc::new(proxies)), ..HyperTransport::new() };
    for target in ["http://service.test/", "https://service.test/"] {
        let request = Request::get(target).body(SdkBody::empty()).unwrap();
        let error = transport.send(request).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Setup);
        assert!(error.is_unsent());
        let expected = "cannot connect as configured: ALL_PROXY is ftp://odd/, of a kind that is \
                        not supported; expected http://host:port";
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn requests_with_and_without_the_certificate_share_no_connection() {
    let authority = authority();
    let (address, connections) = server(&authority);
    let (certificate, key) = issue(&authority);
    let identity = ClientIdentity::from_pem(certificate, key).unwrap();
    let bundle = CaBundle::from_pem(authority.pem().as_bytes()).unwrap();
    let transport = HyperTransport::builder().ca_bundle(bundle).client_identity(identity).build();
    for (mark, expected) in [
        (None, "certificate"),
        (Some(CertificateUse::Omit), "nothing"),
        (Some(CertificateUse::Present), "certificate"),
        (Some(CertificateUse::Omit), "nothing"),
    ] {
        let mut request =
            Request::get(format!("https://{address}/")).body(SdkBody::empty()).unwrap();
        if let Some(mark) = mark {
            request.extensions_mut().insert(mark);
        }
        let response = transport.send(request).await.unwrap();
        assert_eq!(response.headers()["x-presented"], expected, "{mark:?}");
        // The connection goes back to its pool.
        response.into_body().collect().await.unwrap();
    }
    assert_eq!(connections.load(Ordering::Relaxed), 2);
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate for the local host and its key.
fn issue(authority: &Authority) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    (params.signed_by(&key, authority).unwrap().pem(), key.serialize_pem())
}

/// A server that accepts clients with and without a certificate, and replies which it was. Returns
/// the count of its connections.
fn server(authority: &Authority) -> (SocketAddr, Arc<AtomicUsize>) {
    let provider = Arc::new(crypto::tls());
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let clients = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone())
        .allow_unauthenticated();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let chain = vec![params.signed_by(&key, authority).unwrap().der().clone()];
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(clients.build().unwrap())
        .with_single_cert(chain, PrivateKeyDer::try_from(key.serialize_der()).unwrap());
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::<AtomicUsize>::default();
    let count = connections.clone();
    thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::Relaxed);
            let tls = ServerConnection::new(config.clone()).unwrap();
            thread::spawn(move || serve(StreamOwned::new(tls, socket)));
        }
    });
    (address, connections)
}

fn serve(mut stream: StreamOwned<ServerConnection, std::net::TcpStream>) {
    let mut received = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(count) = stream.read(&mut buffer) {
        received.extend_from_slice(&buffer[..count]);
        if count == 0 {
            return;
        }
        if received.ends_with(b"\r\n\r\n") {
            received.clear();
            let is_presented = stream.conn.peer_certificates().is_some();
            let presented = if is_presented { "certificate" } else { "nothing" };
            let head = format!("HTTP/1.1 200 OK\r\nx-presented: {presented}\r\n");
            if stream.write_all((head + "content-length: 0\r\n\r\n").as_bytes()).is_err() {
                return;
            }
        }
    }
}
