//! A certificate and AWS credentials.

use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use iot_jobs_data::config::{ClientIdentityAlpn, ConfigBuilder, ReplayEvent};

use crate::calls::{
    CERTIFIED, OTHER, answered, assert_says, assert_signed, assert_unsigned, both, command,
    describe, pending, sent, start_next, update,
};

#[tokio::test]
async fn the_certificate_is_used_at_an_endpoint_that_is_set() {
    for url in [CERTIFIED, OTHER] {
        let config = both().endpoint_url(url);
        let requests = [
            sent(&config, pending()).await,
            sent(&config, describe()).await,
            sent(&config, start_next()).await,
            sent(&config, update()).await,
        ];
        for request in requests.into_iter().flatten() {
            assert_unsigned(&request.expect("a request"));
        }
    }
}

#[tokio::test]
async fn the_keys_are_used_at_the_endpoint_of_the_rules() {
    for config in [both(), both().client_identity_alpn(ClientIdentityAlpn::Always)] {
        let requests = [sent(&config, pending()).await, sent(&config, command()).await];
        for request in requests.into_iter().flatten() {
            let request = request.expect("a request");
            assert_signed(&request);
            assert_eq!(request.uri().host(), Some("data.jobs.iot.us-east-1.amazonaws.com"));
        }
    }
}

#[tokio::test]
async fn an_operation_that_needs_a_signature_is_not_sent_where_only_certificates_are_accepted() {
    let always = |url| both().endpoint_url(url).client_identity_alpn(ClientIdentityAlpn::Always);
    for (config, host) in [
        (both().endpoint_url(CERTIFIED), "device.example:8443"),
        (always(OTHER), "proxy.example"),
        (always("https://proxy.example:9"), "proxy.example:9"),
    ] {
        for result in sent(&config, command()).await {
            let parts = ["`StartCommandExecution` needs AWS credentials and the signed endpoint"];
            assert_says(&result, &parts);
            assert_says(&result, &[&format!("{host} accepts nothing else")]);
        }
    }
    for config in [
        both().endpoint_url(OTHER),
        both().endpoint_url(CERTIFIED.replace("8443", "443")),
        // Without TLS, there are no certificates.
        both().endpoint_url("http://127.0.0.1:8443"),
        always("http://127.0.0.1:4566"),
    ] {
        for request in sent(&config, command()).await {
            assert_signed(&request.expect("a request"));
        }
    }
}

#[tokio::test]
async fn a_preference_decides_where_both_are_accepted() {
    let prefers =
        |scheme, url| both().endpoint_url(url).auth_scheme_preference([AuthSchemeId::new(scheme)]);
    for request in sent(&prefers("sigv4", OTHER), pending()).await {
        assert_signed(&request.expect("a request"));
    }
    let only = |url| prefers("sigv4", url).client_identity_alpn(ClientIdentityAlpn::Always);
    for config in [prefers("clientCertificate", OTHER), prefers("sigv4", CERTIFIED), only(OTHER)] {
        for request in sent(&config, pending()).await {
            assert_unsigned(&request.expect("a request"));
        }
    }
    let alone = |config: ConfigBuilder| {
        let mut config = config;
        config.set_credentials_provider(None).set_region(None);
        config
    };
    for request in sent(&alone(prefers("sigv4", OTHER)), pending()).await {
        assert_unsigned(&request.expect("a request"));
    }
}

#[tokio::test]
async fn a_certificate_is_not_repeated_as_if_it_were_expired_keys() {
    let refusal = http::Response::builder().status(403).header("x-amzn-errortype", "ExpiredToken");
    let refusal = ReplayEvent::response(refusal.body("{}").expect("a response"));
    for result in answered(&both().endpoint_url(OTHER), pending(), refusal).await {
        assert_says(&result, &["ExpiredToken", "1 attempt"]);
    }
}
