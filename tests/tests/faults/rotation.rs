//! The certificate of a client is replaced while the client is in use.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use iot_jobs_data::config::ClientIdentity;
use iot_jobs_data::config::retry::RetryConfig;
use rustls::version::{TLS12, TLS13};
use tests::server::{Authority, Holder, Reply, Server};

use crate::call::{assert_asked, call, config};
use crate::driver::Client;
use crate::transport::builder;

const HOST: &str = "127.0.0.1";

/// A directory with the files of a device.
struct Device {
    certificate: PathBuf,
    key: PathBuf,
}

impl Device {
    fn new(name: &str, holder: &Holder) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&directory).expect("a directory");
        let device =
            Self { certificate: directory.join("device.crt"), key: directory.join("device.key") };
        device.write(holder);
        device
    }

    /// One after the other, and not at once.
    fn write(&self, holder: &Holder) {
        fs::write(&self.certificate, &holder.certificate).expect("a file");
        fs::write(&self.key, &holder.key).expect("a file");
    }

    fn identity(&self) -> ClientIdentity {
        ClientIdentity::from_pem_files(&self.certificate, &self.key).expect("an identity")
    }
}

#[tokio::test]
async fn another_certificate_gets_new_connections_and_no_old_session() {
    let authority = Authority::named("Ours");
    for version in [&TLS12, &TLS13] {
        let (first, second) = (authority.holder(), authority.holder());
        let device = Device::new("replaced", &first);
        let certificate = authority.certificate_for_known_clients(HOST, version);
        // The second connection may resume the session of the first.
        let replies =
            [Reply::ok("{}").closing(), Reply::ok("{}"), Reply::ok("{}"), Reply::ok("{}")];
        let server = Server::secure(certificate, replies);
        let identity = device.identity();
        let transport = builder(&authority).client_identity(identity.clone()).build();
        let client = Client::from_conf(config(server.url()).transport(transport).build());
        call(&client).await.expect("an answer");
        call(&client).await.expect("an answer");

        device.write(&second);
        assert_eq!(identity.reload(), Ok(true));
        call(&client).await.expect("an answer");
        call(&client).await.expect("an answer");
        assert_asked(&server, 4, 3).await;
        // The old connection is not kept.
        server.has_open_at_most(1).await;
        let seen: Vec<_> = server
            .requests()
            .into_iter()
            .filter_map(|request| request.handshake)
            .map(|handshake| (handshake.certificate, handshake.is_resumed))
            .collect();
        let (first, second) = (Some(first.der), Some(second.der));
        let expected =
            [(first.clone(), false), (first, true), (second.clone(), false), (second, false)];
        assert_eq!(seen, expected);
    }
}

/// Without a call of `reload`: the files are looked at before a request.
#[tokio::test]
async fn files_that_change_are_noticed() {
    let authority = Authority::named("Ours");
    let (first, second) = (authority.holder(), authority.holder());
    let device = Device::new("noticed", &first);
    let certificate = authority.certificate_for_known_clients(HOST, &TLS13);
    let is_seen = Arc::new(AtomicBool::new(false));
    let server = Server::secure_answering(certificate, {
        let (is_seen, second) = (is_seen.clone(), second.der.clone());
        move |request| {
            let certificate = request.handshake.and_then(|handshake| handshake.certificate);
            is_seen.fetch_or(certificate.as_ref() == Some(&second), Ordering::Relaxed);
            Reply::ok("{}")
        }
    });
    let transport = builder(&authority).client_identity(device.identity()).build();
    let client = Client::from_conf(config(server.url()).transport(transport).build());
    call(&client).await.expect("an answer");
    assert!(!is_seen.load(Ordering::Relaxed));
    device.write(&second);
    let noticed = async {
        while !is_seen.load(Ordering::Relaxed) {
            call(&client).await.expect("an answer");
        }
    };
    tokio::time::timeout(Duration::from_secs(20), noticed).await.expect("the new certificate");
}

#[tokio::test]
async fn no_call_fails_while_the_files_are_replaced_again_and_again() {
    const ROTATIONS: usize = 10;
    const CALLERS: usize = 16;

    let authority = Authority::named("Ours");
    for version in [&TLS12, &TLS13] {
        let device = Device::new("many", &authority.holder());
        let certificate = authority.certificate_for_known_clients(HOST, version);
        let server = Server::secure_answering(certificate, |_| Reply::ok("{}"));
        let identity = device.identity();
        let transport = builder(&authority).client_identity(identity.clone()).build();
        let client = Client::from_conf(
            config(server.url()).retry_config(RetryConfig::disabled()).transport(transport).build(),
        );
        let is_over = Arc::new(AtomicBool::new(false));
        let callers: Vec<_> = (0..CALLERS)
            .map(|_| {
                let (client, is_over) = (client.clone(), is_over.clone());
                tokio::spawn(async move {
                    while !is_over.load(Ordering::Relaxed) {
                        call(&client).await.expect("an answer");
                    }
                })
            })
            .collect();
        for _ in 0..ROTATIONS {
            let holder = authority.holder();
            fs::write(&device.certificate, &holder.certificate).expect("a file");
            identity.reload().expect_err("only one file is new");
            call(&client).await.expect("an answer");
            fs::write(&device.key, &holder.key).expect("a file");
            assert_eq!(identity.reload(), Ok(true));
            call(&client).await.expect("an answer");
        }
        is_over.store(true, Ordering::Relaxed);
        for caller in callers {
            caller.await.expect("no failure");
        }
        assert!(server.connections() > ROTATIONS, "{}", server.connections());
    }
}
