//! Jobs over MQTT with mutual TLS, against a local server that checks certificates and policies.

mod certificates;
mod life;
mod proxy;
mod reconnect;
mod sharing;

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_device::config::{CaBundle, ClientIdentity};
use iot_jobs_device::jobs::{Answer, CallError, Execution, JobsCall, Update};
use iot_jobs_device::mqtt::{JobsClient, Notification, RumqttConnection, RumqttConnectionBuilder};
use tests::ministack::{ControlPlane, DeviceIdentity, MiniStack};

/// Never dropped: the server ends with this process.
static SERVER: LazyLock<Result<MiniStack, String>> = LazyLock::new(MiniStack::start_with_mqtt);

fn server() -> &'static MiniStack {
    SERVER.as_ref().unwrap_or_else(|error| panic!("{error}"))
}

fn port() -> u16 {
    server().mqtt_port().expect("a port for MQTT")
}

const ACTIONS: &[&str] = &["iot:Connect", "iot:Publish", "iot:Subscribe", "iot:Receive"];

/// A device in an account of its own.
fn device(thing: &str) -> (ControlPlane, DeviceIdentity) {
    let control = server().control();
    let device = control.create_device(thing, ACTIONS).expect("a device");
    (control, device)
}

fn connection(thing: &str, device: &DeviceIdentity) -> RumqttConnectionBuilder {
    let identity = ClientIdentity::from_pem(&device.certificate, &device.key).expect("an identity");
    connection_as(thing, identity, device)
}

fn connection_as(
    thing: &str,
    identity: ClientIdentity,
    device: &DeviceIdentity,
) -> RumqttConnectionBuilder {
    let bundle = CaBundle::from_pem(device.ca.as_bytes()).expect("a bundle");
    RumqttConnection::builder("127.0.0.1", thing, identity)
        .port(port())
        .ca_bundle(bundle)
        .longest_pause(Duration::from_millis(200))
}

/// A client that has connected and subscribed.
async fn client(thing: &str, connection: RumqttConnectionBuilder) -> JobsClient {
    let client = client_of(thing, connection);
    assert_eq!(notification(&client).await, Notification::Connected);
    client
}

fn client_of(thing: &str, connection: RumqttConnectionBuilder) -> JobsClient {
    let connection = connection.build().expect("a connection");
    JobsClient::builder(thing, connection).build().expect("a client")
}

async fn notification(client: &JobsClient) -> Notification {
    let limit = Duration::from_secs(60);
    let next = tokio::time::timeout(limit, client.next_notification()).await;
    next.expect("a notification in time").expect("a connection")
}

/// Waits for a notification that suits, and drops those before it.
async fn until<T>(client: &JobsClient, suits: impl Fn(Notification) -> Option<T>) -> T {
    loop {
        if let Some(found) = suits(notification(client).await) {
            return found;
        }
    }
}

async fn start_next(client: &JobsClient) -> Option<Execution> {
    let call = JobsCall::StartNext { details: BTreeMap::new(), step_timeout_in_minutes: None };
    execution(client.call(&call).await.expect("an answer"))
}

fn execution(answer: Answer) -> Option<Execution> {
    match answer {
        Answer::Execution(execution) => execution,
        answer => panic!("{answer:?}"),
    }
}

async fn report(
    client: &JobsClient,
    execution: &Execution,
    status: JobExecutionStatus,
    version: i64,
) -> Result<Answer, CallError> {
    let mut update = Update::new(execution.id.clone(), status);
    update.expected_version = Some(version);
    update.details = [("step".to_owned(), "installed".to_owned())].into();
    client.call(&JobsCall::Update(update)).await
}
