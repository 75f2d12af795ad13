use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tests::device::Loss;
use tests::ministack::DeviceIdentity;
use tests::server::Authority;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, split};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::losses::Losses;
use crate::packet::Packet;

/// Ends TLS on both sides, with client certificates on both: towards the device it is a broker with a
/// certificate of its own, and towards the broker it has the certificate of the device. It passes
/// packets on, and now and then one is lost together with the connection.
pub(crate) struct MqttProxy {
    port: u16,
    _runtime: Runtime,
}

impl MqttProxy {
    pub(crate) fn start(
        authority: &Authority,
        broker: u16,
        device: &DeviceIdentity,
        losses: Arc<Losses>,
    ) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let certificate = authority.certificate_for_clients_of("127.0.0.1", &device.ca);
        let acceptor = TlsAcceptor::from(certificate.config());
        let connector = TlsConnector::from(Arc::new(client(device)));
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        runtime.spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.expect("a connection");
                let (acceptor, connector) = (acceptor.clone(), connector.clone());
                let losses = Arc::clone(&losses);
                // An error is the end of a connection, as the process at its end was killed.
                tokio::spawn(
                    async move { carry(socket, broker, acceptor, connector, &losses).await },
                );
            }
        });
        Self { port, _runtime: runtime }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

/// The settings of a client with the certificate of the device.
fn client(device: &DeviceIdentity) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    let ca = CertificateDer::from_pem_slice(device.ca.as_bytes()).expect("a certificate");
    roots.add(ca).expect("a certificate");
    let own = CertificateDer::from_pem_slice(device.certificate.as_bytes()).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(device.key.as_bytes()).expect("a key");
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| {
            config.with_root_certificates(roots).with_client_auth_cert(vec![own], key)
        })
        .expect("a usable certificate")
}

async fn carry(
    device: TcpStream,
    broker: u16,
    acceptor: TlsAcceptor,
    connector: TlsConnector,
    losses: &Losses,
) -> io::Result<()> {
    device.set_nodelay(true)?;
    let device = acceptor.accept(device).await?;
    let name = ServerName::try_from("localhost").expect("a name");
    let broker = TcpStream::connect(("127.0.0.1", broker)).await?;
    broker.set_nodelay(true)?;
    let broker = connector.connect(name, broker).await?;
    let (from_device, to_device) = split(device);
    let (from_broker, to_broker) = split(broker);
    let is_lost = AtomicBool::new(false);
    // The end of one direction ends both.
    tokio::select! {
        result = requests(from_device, to_broker, losses, &is_lost) => result,
        result = answers(from_broker, to_device, &is_lost) => result,
    }
}

async fn requests(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    losses: &Losses,
    is_lost: &AtomicBool,
) -> io::Result<()> {
    while let Some(packet) = Packet::read(&mut from).await? {
        let loss = if packet.is_publish() { losses.next() } else { None };
        if loss == Some(Loss::Request) {
            return Ok(());
        }
        is_lost.store(loss == Some(Loss::Answer), Ordering::Relaxed);
        to.write_all(&packet.bytes).await?;
        to.flush().await?;
        if loss.is_some() {
            // Time for the broker to carry the request out.
            tokio::time::sleep(Duration::from_millis(50)).await;
            return Ok(());
        }
    }
    Ok(())
}

/// Passes on what the broker sends, unless the answer is lost, and all that follows.
async fn answers(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    is_lost: &AtomicBool,
) -> io::Result<()> {
    while let Some(packet) = Packet::read(&mut from).await? {
        if !is_lost.load(Ordering::Relaxed) {
            to.write_all(&packet.bytes).await?;
            to.flush().await?;
        }
    }
    Ok(())
}
