use std::fs;

use iot_jobs_device::jobs::{CallErrorKind, JobsCall};
use iot_jobs_device::mqtt::Notification;

use super::proxy::Proxy;
use super::*;

/// Why a client cannot connect, and the kind of error that its calls have.
async fn refusal(thing: &str, connection: RumqttConnectionBuilder) -> (String, CallErrorKind) {
    let client = client_of(thing, connection);
    let Notification::Disconnected { reason } = notification(&client).await else { panic!() };
    let error = client.call(&JobsCall::GetPending).await.expect_err("no connection");
    (reason, error.kind().clone())
}

#[tokio::test]
async fn a_certificate_of_the_server_that_cannot_be_trusted_is_named() {
    let (_control, device) = device("trust");
    let own = CaBundle::from_pem(device.certificate.as_bytes()).expect("a bundle");
    let (reason, kind) = refusal("trust", connection("trust", &device).ca_bundle(own)).await;
    assert!(reason.contains("from an authority that is not trusted"), "{reason}");
    assert_eq!(kind, CallErrorKind::Denied);

    let wrong = connection("trust", &device).tls_server_name("c1a2-ats.iot.example.com");
    let (reason, kind) = refusal("trust", wrong).await;
    assert!(reason.contains("is not valid for c1a2-ats.iot.example.com"), "{reason}");
    assert_eq!(kind, CallErrorKind::Denied);
    client("trust", connection("trust", &device).tls_server_name("localhost")).await;

    let missing = CaBundle::from_path("no/such/file.pem");
    let (reason, kind) = refusal("trust", connection("trust", &device).ca_bundle(missing)).await;
    assert!(reason.contains("no/such/file.pem"), "{reason}");
    assert_eq!(kind, CallErrorKind::Unreachable);
}

#[tokio::test]
async fn a_certificate_that_may_not_connect_is_told_what_to_check() {
    let control = server().control();
    let barred = control.create_device("barred", &[]).expect("a device");
    let (reason, _) = refusal("barred", connection("barred", &barred)).await;
    assert!(reason.contains("`iot:Connect` with the client id \"barred\""), "{reason}");

    let inactive = control.create_device("inactive", ACTIONS).expect("a device");
    control.deactivate_certificate(&inactive.id).expect("a change");
    let (reason, _) = refusal("inactive", connection("inactive", &inactive)).await;
    assert!(reason.contains("check that the certificate is active"), "{reason}");
}

#[tokio::test]
async fn a_policy_without_subscriptions_is_told_what_to_allow() {
    let control = server().control();
    let deaf = control.create_device("deaf", &["iot:Connect", "iot:Publish"]).expect("a device");
    let client = client_of("deaf", connection("deaf", &deaf));
    // As AWS IoT does, the server closes the connection instead of refusing the subscription.
    let error = client.call(&JobsCall::GetPending).await.unwrap_err();
    assert_eq!(*error.kind(), CallErrorKind::Unreachable, "{error}");
    assert!(error.to_string().contains("`iot:Subscribe`"), "{error}");
}

#[tokio::test]
async fn files_that_were_replaced_are_used_for_the_next_connection() {
    let (control, old) = device("rotated");
    let new = control.create_device("rotated-new", ACTIONS).expect("a device");
    let directory = std::env::temp_dir().join(format!("mqtt-rotation-{}", std::process::id()));
    fs::create_dir_all(&directory).expect("a directory");
    let (certificate, key) = (directory.join("device.crt"), directory.join("device.key"));
    let write = |device: &DeviceIdentity| {
        fs::write(&certificate, &device.certificate).expect("a file");
        fs::write(&key, &device.key).expect("a file");
    };
    write(&old);
    let identity = ClientIdentity::from_pem_files(&certificate, &key).expect("an identity");
    let proxy = Proxy::start(port()).await;
    let connection = connection_as("rotated", identity, &old).port(proxy.port);
    let client = client("rotated", connection).await;
    write(&new);
    control.deactivate_certificate(&old.id).expect("a change");
    proxy.cut();
    // The old certificate could not connect.
    until(&client, |it| (it == Notification::Connected).then_some(())).await;
    client.call(&JobsCall::GetPending).await.expect("an answer");
    fs::remove_dir_all(&directory).expect("a directory");
}
