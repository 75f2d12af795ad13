//! Settings that go with a certificate, and settings that do not.

use aws_smithy_runtime_api::client::http::http_client_fn;
use iot_jobs_data::config::{
    CaBundle, ClientIdentityAlpn, Config, ConfigBuilder, ProxyConfig, Region, ReplayEvent,
    ReplayTransport,
};
use iot_jobs_data::{Client, blocking};

use crate::calls::{
    CERTIFIED, OTHER, assert_says, assert_unsigned, both, certificate, command, identity, pending,
    sent, text,
};

#[tokio::test]
async fn an_http_client_cannot_present_the_certificate() {
    let http_client = || http_client_fn(|_, _| panic!("nothing must be sent"));
    for config in [certificate().endpoint_url(CERTIFIED), both()] {
        let config = config.http_client(http_client()).build();
        let first = Client::from_conf(config.clone()).send(pending()).await.map_err(text);
        let second = blocking::Client::from_conf(config.clone()).send(pending()).map_err(text);
        for result in [first, second] {
            assert_says(&result, &["`http_client`", "`client_identity`", "remove one of them"]);
        }
        // A transport takes precedence.
        let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
        let config = config.to_builder().transport(replay).endpoint_url(CERTIFIED);
        Client::from_conf(config.build()).send(pending()).await.expect("an answer");
    }
    let config = certificate().endpoint_url(CERTIFIED).build();
    let client = Client::from_conf(config);
    let changes = Config::builder().http_client(http_client());
    let call = client.customize(pending()).config_override(changes);
    assert_says(&call.send().await.map_err(text), &["`http_client`", "`client_identity`"]);
}

#[tokio::test]
async fn what_cannot_be_changed_for_one_call_is_an_error_of_that_call() {
    let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
    let base = || Config::builder().endpoint_url(OTHER).transport(replay.clone());
    let certified = || base().client_identity(identity()).tls_server_name("one.test");
    let keys =
        || base().region(Region::new("us-east-1")).credentials_provider(crate::calls::keys());
    for config in [certified(), keys()] {
        for (changes, name) in [
            (Config::builder().client_identity(identity()), "`client_identity`"),
            (Config::builder().tls_server_name("two.test"), "`tls_server_name`"),
            (
                Config::builder().client_identity_alpn(ClientIdentityAlpn::Never),
                "`client_identity_alpn`",
            ),
            (Config::builder().ca_bundle(CaBundle::from_path("other.pem")), "`ca_bundle`"),
            (Config::builder().proxy(ProxyConfig::none()), "`proxy`"),
        ] {
            let parts = [name, "cannot be changed for a single call"];
            for result in customized(&config, &changes).await {
                assert_says(&result, &parts);
            }
        }
    }
    assert!(replay.requests().is_empty(), "nothing must be sent");
}

#[tokio::test]
async fn what_stays_as_it_is_may_be_set_for_one_call() {
    let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
    let config = certificate()
        .endpoint_url(OTHER)
        .tls_server_name("one.test")
        .client_identity_alpn(ClientIdentityAlpn::Never)
        .ca_bundle(CaBundle::from_path("ca.pem"))
        .proxy(ProxyConfig::none())
        .transport(replay.clone());
    // Settings of the client with a change, the same settings again, and settings that a transport
    // of the call does not use.
    let changed = config.clone().endpoint_url(CERTIFIED);
    let same = Config::builder()
        .tls_server_name("one.test")
        .ca_bundle(CaBundle::from_path("ca.pem"))
        .proxy(ProxyConfig::none());
    let unused = Config::builder().transport(replay.clone()).proxy(ProxyConfig::from_env());
    for changes in [changed, same, unused] {
        for result in customized(&config, &changes).await {
            result.expect("an answer");
        }
    }
    let default = Config::builder().client_identity_alpn(ClientIdentityAlpn::ByPort);
    let config = certificate().endpoint_url(OTHER).transport(replay.clone());
    for result in customized(&config, &default).await {
        result.expect("an answer");
    }
    assert_eq!(replay.requests().len(), 8);
    replay.requests().iter().for_each(assert_unsigned);
}

async fn customized(config: &ConfigBuilder, changes: &ConfigBuilder) -> [Result<(), String>; 2] {
    let client = Client::from_conf(config.clone().build());
    let call = client.customize(pending()).config_override(changes.clone());
    let first = call.send().await;
    let client = blocking::Client::from_conf(config.clone().build());
    let second = client.customize(pending()).config_override(changes.clone()).send();
    [first, second].map(|result| result.map(drop).map_err(text))
}

#[tokio::test]
async fn a_call_may_move_to_an_endpoint_that_accepts_the_certificate() {
    let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
    let changes = Config::builder().endpoint_url(CERTIFIED);
    for result in customized(&certificate().transport(replay.clone()), &changes).await {
        result.expect("an answer");
    }
    replay.requests().iter().for_each(assert_unsigned);
}

#[tokio::test]
async fn servers_that_require_nothing_get_nothing() {
    let config = |url| certificate().endpoint_url(url).allow_no_auth();
    for url in [CERTIFIED, OTHER, "http://127.0.0.1:4566"] {
        for request in sent(&config(url), pending()).await {
            assert_unsigned(&request.expect("a request"));
        }
    }
    let in_region = config(OTHER).region(Region::new("us-east-1"));
    for request in sent(&in_region, command()).await {
        assert_unsigned(&request.expect("a request"));
    }
    // An endpoint for certificates is no such server, and neither is that of the rules.
    for result in sent(&config(CERTIFIED), command()).await {
        assert_says(&result, &["needs AWS credentials and the signed endpoint"]);
    }
    for result in sent(&certificate().allow_no_auth(), pending()).await {
        assert_says(&result, &["DescribeEndpoint"]);
    }
}
