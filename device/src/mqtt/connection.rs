use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

/// A connection to the MQTT broker of AWS IoT, as the jobs API uses it.
///
/// An application that has a connection already lends it by implementing this trait. Two connections
/// with one client id would end each other.
pub trait Connection: Send + Sync + 'static {
    /// Publishes a message with QoS 1. Completes when the message has been handed to the connection;
    /// it need not wait for the PUBACK.
    fn publish(
        &self,
        topic: String,
        payload: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>>;

    /// Subscribes to topic filters with QoS 1. Completes when the broker has acknowledged all of
    /// them (SUBACK). The connection subscribes to them again after it was interrupted, before it
    /// reports [`ConnectionEvent::Connected`].
    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>>;

    /// The next event. `None`: the connection has ended and will not come back.
    ///
    /// The jobs API calls this from one task, and again as soon as it has an event.
    fn next_event(&self) -> ConnectionFuture<'_, Option<ConnectionEvent>>;
}

impl<C: Connection + ?Sized> Connection for Arc<C> {
    fn publish(
        &self,
        topic: String,
        payload: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        (**self).publish(topic, payload)
    }

    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        (**self).subscribe(filters)
    }

    fn next_event(&self) -> ConnectionFuture<'_, Option<ConnectionEvent>> {
        (**self).next_event()
    }
}

/// A future of a connection.
pub type ConnectionFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What happens on a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionEvent {
    /// A message has arrived.
    Message {
        /// The topic to which it was published.
        topic: String,
        /// Its content.
        payload: Vec<u8>,
    },
    /// The connection can be used, for the first time or again. Messages may have been lost before.
    Connected,
    /// The connection was interrupted. It will be made again.
    Disconnected {
        /// Why.
        reason: String,
    },
}

/// Why a connection could not do what it was asked for.
#[derive(Clone, Debug)]
pub struct ConnectionError {
    kind: ConnectionErrorKind,
    message: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// What a [`ConnectionError`] means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectionErrorKind {
    /// The request may have been sent.
    Other,
    /// Nothing was sent, since there is no connection.
    Unsent,
    /// Nothing was sent, or the broker refused: the certificate or its policy does not allow it.
    Denied,
    /// Nothing was sent: the certificate of the server is not valid yet, or no longer: the clock of
    /// the device is probably wrong.
    ClockWrong,
}

impl ConnectionError {
    /// An error that says what is wrong. The request may have been sent.
    pub fn new(message: impl Into<String>) -> Self {
        Self::of_kind(ConnectionErrorKind::Other, message)
    }

    /// An error of a request that was not sent, since there is no connection.
    pub fn unsent(message: impl Into<String>) -> Self {
        Self::of_kind(ConnectionErrorKind::Unsent, message)
    }

    /// An error of this kind.
    pub fn of_kind(kind: ConnectionErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// Adds the cause. The message should not repeat it.
    pub fn with_source(self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into().into()), ..self }
    }

    /// What the error means.
    pub fn kind(&self) -> ConnectionErrorKind {
        self.kind
    }

    /// Whether nothing was sent, or nothing was carried out.
    pub fn is_unsent(&self) -> bool {
        self.kind != ConnectionErrorKind::Other
    }
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConnectionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
