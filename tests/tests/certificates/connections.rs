//! What servers see in the handshake: whether the certificate is presented, and ALPN.

use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use http::Request;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{CaBundle, ClientIdentityAlpn, ConfigBuilder, ProxyConfig, Region};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsOutput;
use iot_jobs_data::{Client, Operation, blocking};
use smithy_client_runtime::client::{Endpoint, Engine, Service};
use smithy_client_runtime::error::BuildError;
use smithy_client_runtime::wire::RequestBuilder;
use tests::server::{Handshake, Reply, Server};

use crate::calls::{AUTHORITY, HOLDER, both, certificate, command, keys, pending, text};

const HOST: &str = "127.0.0.1";
const PROTOCOL: &str = "x-amzn-http-ca";
/// Without a port, which is 443 then.
const ACCOUNT: &str = "https://a1b2c3-ats.iot.us-east-1.amazonaws.com";
const RULES: &str = "data.jobs.iot.us-east-1.amazonaws.com";

/// Asks for a certificate and requires none.
fn server(host: &str) -> Server {
    let certificate = AUTHORITY.certificate_for_all_clients(host).selecting(PROTOCOL);
    Server::secure(certificate, [Reply::ok("{}"), Reply::ok("{}")])
}

fn trusting(config: ConfigBuilder) -> ConfigBuilder {
    let bundle = CaBundle::from_pem(AUTHORITY.pem().as_bytes()).expect("a bundle");
    config.ca_bundle(bundle).retry_config(RetryConfig::disabled())
}

/// What the server saw of the call of each client: the handshake, and whether it was signed.
async fn seen<O>(server: &Server, config: ConfigBuilder, call: O) -> [(Handshake, bool); 2]
where
    O: Operation<Client = Client> + Clone,
{
    let config = trusting(config).build();
    Client::from_conf(config.clone()).send(call.clone()).await.map_err(text).expect("an answer");
    blocking::Client::from_conf(config).send(call).map_err(text).expect("an answer");
    requests(server)
}

fn requests(server: &Server) -> [(Handshake, bool); 2] {
    let requests: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| {
            let is_signed = request.header("authorization").is_some();
            (request.handshake.expect("TLS"), is_signed)
        })
        .collect();
    requests.try_into().expect("two requests")
}

#[track_caller]
fn assert_certified(seen: &[(Handshake, bool)], protocol: Option<&str>) {
    for (handshake, is_signed) in seen {
        assert_eq!(handshake.certificate.as_ref(), Some(&HOLDER.der));
        assert_eq!(handshake.protocol.as_deref(), protocol);
        assert!(!is_signed);
    }
}

#[track_caller]
fn assert_signed(seen: &[(Handshake, bool)]) {
    for (handshake, is_signed) in seen {
        assert_eq!((&handshake.certificate, &handshake.protocol), (&None, &None));
        assert!(is_signed);
    }
}

#[tokio::test]
async fn a_call_that_the_certificate_authenticates_presents_it() {
    for config in [certificate(), both()] {
        let server = server(HOST);
        let config = config.endpoint_url(server.url());
        assert_certified(&seen(&server, config, pending()).await, None);
    }
    for config in [certificate(), both()] {
        let server = server(HOST);
        let always = config.client_identity_alpn(ClientIdentityAlpn::Always);
        let config = always.endpoint_url(server.url());
        assert_certified(&seen(&server, config, pending()).await, Some(PROTOCOL));
    }
}

#[tokio::test]
async fn a_call_that_is_signed_presents_none() {
    let server = self::server(HOST);
    let config = both().endpoint_url(server.url());
    assert_signed(&seen(&server, config, command()).await);

    let server = self::server(HOST);
    let config = both().endpoint_url(server.url());
    let config = config.auth_scheme_preference([AuthSchemeId::new("sigv4")]);
    assert_signed(&seen(&server, config, pending()).await);
}

#[tokio::test]
async fn both_kinds_of_calls_of_a_client_have_connections_of_their_own() {
    let server = server(HOST);
    let config = trusting(both().endpoint_url(server.url())).build();
    let client = Client::from_conf(config);
    client.send(pending()).await.expect("an answer");
    client.send(command()).await.expect("an answer");
    let [certified, signed] = requests(&server);
    assert_certified(&[certified], None);
    assert_signed(&[signed]);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_call_without_any_authentication_presents_none() {
    let server = server(HOST);
    let config = certificate().endpoint_url(server.url()).allow_no_auth();
    for (handshake, is_signed) in
        seen(&server, config.region(Region::new("us-east-1")), command()).await
    {
        assert_eq!((handshake.certificate, handshake.protocol, is_signed), (None, None, false));
    }
}

/// The proxy leads every host to the local server.
fn through(proxy: &Server, config: ConfigBuilder) -> ConfigBuilder {
    let url = format!("http://{}", proxy.address());
    config.proxy(ProxyConfig::all(&url).expect("a proxy"))
}

#[tokio::test]
async fn at_port_443_the_protocol_name_says_that_a_certificate_comes() {
    for config in [certificate(), both()] {
        let server = server(ACCOUNT.trim_start_matches("https://"));
        let proxy = Server::playing(vec![Reply::tunnel(server.address()); 2]);
        let config = through(&proxy, config.endpoint_url(ACCOUNT));
        assert_certified(&seen(&server, config, pending()).await, Some(PROTOCOL));
    }
    let server = server(ACCOUNT.trim_start_matches("https://"));
    let proxy = Server::playing(vec![Reply::tunnel(server.address()); 2]);
    let config = through(&proxy, both().endpoint_url(ACCOUNT));
    assert_signed(&seen(&server, config, command()).await);
}

#[tokio::test]
async fn the_endpoint_of_the_rules_gets_signatures_and_no_certificate() {
    let server = server(RULES);
    let proxy = Server::playing(vec![Reply::tunnel(server.address()); 2]);
    assert_signed(&seen(&server, through(&proxy, both()), pending()).await);
}

/// For this service, a certificate is a matter of TLS.
static PLAIN: Service = Service::new("Plain", |config| {
    Ok(Endpoint::new(config.endpoint_url().ok_or("there is no URL")?))
})
.with_signing_name("plain");

struct Ping;

impl Operation for Ping {
    tests::called!(GetPendingJobExecutionsOutput, "Ping", "GET", "/ping");

    fn request(&self) -> Result<Request<bytes::Bytes>, BuildError> {
        RequestBuilder::of::<Self>().empty()
    }
}

#[tokio::test]
async fn a_service_that_does_not_know_certificates_gets_both() {
    let server = server(HOST);
    let config = trusting(both().endpoint_url(server.url())).build();
    Engine::new(&PLAIN, config.clone()).send(Ping).await.map_err(text).expect("an answer");
    Engine::blocking(&PLAIN, config).send(Ping).map_err(text).expect("an answer");
    for (handshake, is_signed) in requests(&server) {
        assert_eq!(handshake.certificate.as_ref(), Some(&HOLDER.der));
        assert_eq!((handshake.protocol, is_signed), (None, true));
    }
}

#[tokio::test]
async fn a_service_that_does_not_know_certificates_needs_keys_and_a_region() {
    for (config, words) in [
        (certificate().region(Region::new("us-east-1")), "no credentials are set"),
        (certificate().credentials_provider(keys()), "no region is set"),
    ] {
        let config = config.endpoint_url("https://127.0.0.1:8443").build();
        let error = Engine::new(&PLAIN, config).send(Ping).await.expect_err("an error");
        assert!(text(&error).contains(words), "{error}");
    }
}
