//! A certificate, and no AWS credentials.

use std::future::ready;

use aws_credential_types::credential_fn::provide_credentials_fn;
use aws_credential_types::provider::error::CredentialsError;
use iot_jobs_data::config::{ConfigBuilder, Region, ReplayEvent};
use iot_jobs_data::{Client, Operation};

use crate::calls::{
    CERTIFIED, OTHER, answered, assert_says, assert_unsigned, both, certificate, command, describe,
    pending, sent, start_next, update,
};

#[tokio::test]
async fn the_four_operations_of_a_device_need_neither_a_signature_nor_a_region() {
    for url in [CERTIFIED, OTHER, "device.example:8443", "https://device.example:443/base"] {
        let config = certificate().endpoint_url(url);
        assert_all_unsigned(&config, pending()).await;
        assert_all_unsigned(&config, describe()).await;
        assert_all_unsigned(&config, start_next()).await;
        assert_all_unsigned(&config, update()).await;
    }
}

async fn assert_all_unsigned<O>(config: &ConfigBuilder, call: O)
where
    O: Operation<Client = Client> + Clone,
{
    for request in sent(config, call).await {
        let request = request.expect("a request");
        assert_unsigned(&request);
        assert_eq!(request.uri().scheme_str(), Some("https"));
        assert_eq!(request.uri().host().map(|host| host.contains("example")), Some(true));
    }
}

#[tokio::test]
async fn without_an_endpoint_the_error_says_where_to_ask_for_it() {
    let nobody = provide_credentials_fn(|| ready(Err(CredentialsError::not_loaded("nobody"))));
    let in_region = || certificate().region(Region::new("us-east-1"));
    for config in [certificate(), in_region(), in_region().credentials_provider(nobody)] {
        for result in sent(&config, pending()).await {
            assert_says(&result, &["DescribeEndpoint", "iot:Data-ATS", "`endpoint_url`", "8443"]);
            assert_says(&result, &["only at the endpoint of the account"]);
            assert!(!result.expect_err("an error").contains("region"));
        }
    }
}

#[tokio::test]
async fn a_plain_endpoint_is_an_error_that_asks_for_tls_unless_there_are_keys() {
    for url in ["http://device.example:8443", "http://127.0.0.1:4566"] {
        for result in sent(&certificate().endpoint_url(url), pending()).await {
            assert_says(&result, &["without TLS", "use https", url]);
            assert!(!result.expect_err("an error").contains("region"));
        }
        for result in sent(&both().endpoint_url(url), pending()).await {
            crate::calls::assert_signed(&result.expect("a request"));
        }
    }
}

#[tokio::test]
async fn an_operation_that_needs_a_signature_is_not_sent() {
    let config = certificate().endpoint_url(CERTIFIED);
    for result in sent(&config, command()).await {
        let parts = ["`StartCommandExecution` needs AWS credentials and the signed endpoint"];
        assert_says(&result, &parts);
        assert_says(&result, &["device.example:8443 accepts nothing else"]);
        assert!(!result.expect_err("an error").contains("region"));
    }
    let config = certificate().endpoint_url(OTHER).region(Region::new("us-east-1"));
    for result in sent(&config, command()).await {
        assert_says(&result, &["no credentials are set", "AWS_ACCESS_KEY_ID"]);
    }
}

/// As AWS IoT denies access.
const SILENT: &str = r#"{"message":null,"traceId":"6f3e4cb2-0000-4000-8000-000000000000"}"#;

#[tokio::test]
async fn a_denial_without_a_reason_names_the_action_that_the_policy_must_allow() {
    const ADVICE: &str = "must allow `iotjobsdata:GetPendingJobExecutions`";

    let config = certificate().endpoint_url(CERTIFIED);
    for body in [SILENT, r#"{"message":""}"#, "{}", ""] {
        for result in answered(&config, pending(), ReplayEvent::json(403, body)).await {
            assert_says(&result, &["403", ADVICE, "device.example:8443 must be", "iot:Data-ATS"]);
        }
    }
    for result in answered(&config, update(), ReplayEvent::json(403, SILENT)).await {
        assert_says(&result, &["must allow `iotjobsdata:UpdateJobExecution`"]);
    }
    let told = ReplayEvent::json(403, r#"{"message":"the thing is not yours"}"#);
    let keys = both();
    for (config, answer) in [
        (&config, told),
        (&config, ReplayEvent::json(400, SILENT)),
        (&keys, ReplayEvent::json(403, SILENT)),
    ] {
        for result in answered(config, pending(), answer.clone()).await {
            let error = result.expect_err("a denial");
            assert!(!error.contains("must allow"), "{error}");
        }
    }
}
