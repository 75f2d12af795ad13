//! The jobs API of AWS IoT over MQTT.

mod connection;

pub use self::connection::{Connection, ConnectionError, ConnectionEvent, ConnectionFuture};
