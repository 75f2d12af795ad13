use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection};

use super::*;
use crate::client::crypto;
use crate::client::driver::block_on;
use crate::client::tls::CaBundle;
use crate::error::TransportErrorKind;

/// Pieces, each after a pause.
struct Slow(u8);

impl Body for Slow {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        self.0 -= 1;
        thread::sleep(Duration::from_millis(50));
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'a'; 4096])))))
    }
}

type Authority = CertifiedIssuer<'static, KeyPair>;

/// A server that ends the connection of a client without a certificate.
fn strict_server(authority: &Authority) -> SocketAddr {
    let provider = Arc::new(crypto::tls());
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let clients = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone());
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let chain = vec![params.signed_by(&key, authority).unwrap().der().clone()];
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_client_cert_verifier(clients.build().unwrap())
        .with_single_cert(chain, PrivateKeyDer::try_from(key.serialize_der()).unwrap());
    let mut tls = ServerConnection::new(Arc::new(config.unwrap())).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        while tls.is_handshaking() && tls.complete_io(&mut socket).is_ok() {}
        // The alert.
        let _ = tls.write_tls(&mut socket);
    });
    address
}

#[test]
fn a_client_that_is_rejected_during_its_upload_is_told_why() {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let address = strict_server(&authority);
    let bundle = CaBundle::from_pem(authority.pem().as_bytes()).unwrap();
    let transport = BlockingTransport::builder().ca_bundle(bundle).build();
    let request = Request::put(format!("https://{address}/"));
    let request = request.body(SdkBody::from_body_1_x(Slow(20))).unwrap();
    let error = block_on(transport.send(request)).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Certificate, "{error}");
    assert!(error.to_string().contains("certificate"), "{error}");
}
