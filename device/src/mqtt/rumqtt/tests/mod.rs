//! The connection over sockets in memory, with a broker that the tests write.

mod broker;
mod faults;
mod life;
mod tls;

use std::time::Duration;

use self::broker::connection;
use super::RumqttConnection;
use crate::mqtt::{Connection, ConnectionEvent};

async fn next(connection: &RumqttConnection) -> ConnectionEvent {
    connection.next_event().await.expect("an event")
}

/// The next event, which says why there is no connection.
async fn reason(connection: &RumqttConnection) -> String {
    match next(connection).await {
        ConnectionEvent::Disconnected { reason } => reason,
        event => panic!("{event:?}"),
    }
}

fn filters() -> Vec<String> {
    ["$aws/things/pump/jobs/get/+", "$aws/things/pump/jobs/notify"].map(str::to_owned).to_vec()
}
