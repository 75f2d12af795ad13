use std::io;
use std::time::Duration;

use bytes::BytesMut;
use rumqttc::{ConnAck, ConnectReturnCode, Packet, SubAck, SubscribeReasonCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::mqtt::RumqttConnection;
use crate::mqtt::rumqtt::backoff::Backoff;
use crate::mqtt::rumqtt::builder::start;
use crate::mqtt::rumqtt::dialer::{Dialer, Settings};

/// A connection, and the broker that it connects to. A try to connect is refused if no
/// [`Broker::accept`] follows.
pub(super) fn connection() -> (RumqttConnection, Broker) {
    let (sender, sockets) = mpsc::unbounded_channel();
    let mut settings = Settings::new("broker.example".to_owned(), "pump-17".to_owned());
    settings.connect_timeout = Duration::from_secs(5);
    let dialer = Dialer::without_tls(settings, move |options| {
        let sender = sender.clone();
        options.set_socket_connector(move |_, _| {
            let (ours, theirs) = tokio::io::duplex(64 * 1024);
            let result = sender.send((theirs, Instant::now()));
            let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
            std::future::ready(result.map(|()| ours).map_err(|_| refused))
        });
    });
    let connection = start(dialer, Backoff::new(Duration::from_secs(60))).expect("a connection");
    (connection, Broker { sockets })
}

pub(super) struct Broker {
    sockets: mpsc::UnboundedReceiver<(DuplexStream, Instant)>,
}

/// The broker's end of a connection.
pub(super) struct Peer {
    socket: DuplexStream,
    buffer: BytesMut,
    pub(super) began: Instant,
}

impl Broker {
    /// The next try to connect, before anything is read.
    pub(super) async fn socket(&mut self) -> Peer {
        let (socket, began) = self.sockets.recv().await.expect("a try to connect");
        Peer { socket, buffer: BytesMut::new(), began }
    }

    /// Accepts the next connection.
    pub(super) async fn accept(&mut self) -> Peer {
        let mut peer = self.socket().await;
        let Packet::Connect(connect) = peer.receive().await.expect("a CONNECT") else { panic!() };
        assert_eq!((connect.client_id.as_str(), connect.clean_session), ("pump-17", true));
        peer.send(Packet::ConnAck(ConnAck::new(ConnectReturnCode::Success, false))).await;
        peer
    }
}

impl Peer {
    /// The next packet. `None`: the client has closed the connection.
    pub(super) async fn receive(&mut self) -> Option<Packet> {
        loop {
            match Packet::read(&mut self.buffer, usize::MAX) {
                Ok(packet) => return Some(packet),
                Err(rumqttc::Error::InsufficientBytes(_)) => {}
                Err(error) => panic!("{error}"),
            }
            if self.socket.read_buf(&mut self.buffer).await.unwrap_or_default() == 0 {
                return None;
            }
        }
    }

    pub(super) async fn send(&mut self, packet: Packet) {
        let mut bytes = BytesMut::new();
        packet.write(&mut bytes, usize::MAX).expect("a packet");
        self.send_bytes(&bytes).await;
    }

    pub(super) async fn send_bytes(&mut self, bytes: &[u8]) {
        self.socket.write_all(bytes).await.expect("a client that reads");
    }

    /// Confirms the next subscription, and returns its filters.
    pub(super) async fn confirm(&mut self) -> Vec<String> {
        self.answer_subscription(SubscribeReasonCode::Success).await
    }

    pub(super) async fn refuse_subscription(&mut self) -> Vec<String> {
        self.answer_subscription(|_| SubscribeReasonCode::Failure).await
    }

    async fn answer_subscription(
        &mut self,
        code: impl Fn(rumqttc::QoS) -> SubscribeReasonCode,
    ) -> Vec<String> {
        let Some(Packet::Subscribe(subscribe)) = self.receive().await else { panic!() };
        let codes = subscribe.filters.iter().map(|filter| code(filter.qos)).collect();
        self.send(Packet::SubAck(SubAck::new(subscribe.pkid, codes))).await;
        subscribe.filters.into_iter().map(|filter| filter.path).collect()
    }

    /// The topic of the next message, which is not acknowledged.
    pub(super) async fn message(&mut self) -> String {
        let Some(Packet::Publish(message)) = self.receive().await else { panic!() };
        String::from_utf8(message.topic.to_vec()).expect("a topic")
    }
}
