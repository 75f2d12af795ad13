//! The fake as the other end of an MQTT connection.

mod broker;
mod connection;
mod payload;
mod request;
mod topic;

pub(super) use self::broker::{Asker, Broker};
pub use self::connection::FakeConnection;
