//! Requests that another client sends, which cannot present the certificate.

use std::time::Duration;

use iot_jobs_data::config::{ConfigBuilder, Region};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsInput;
use iot_jobs_data::{Client, blocking};

use crate::calls::{
    CERTIFIED, OTHER, assert_says, assert_signed, both, certificate, pending, text,
};

/// Presigned and signed, by both clients: the URL and whether there is a header with a signature.
async fn handed_over(config: ConfigBuilder) -> [Result<http::Request<bytes::Bytes>, String>; 4] {
    const VALID: Duration = Duration::from_secs(60);

    let config = config.build();
    let tasks = Client::from_conf(config.clone());
    let threads = blocking::Client::from_conf(config);
    let input: fn() -> GetPendingJobExecutionsInput = pending;
    let presigned = tasks.customize(input()).presign(VALID).await;
    let also_presigned = threads.customize(input()).presign(VALID);
    let signed = tasks.customize(input()).into_signed_request().await;
    let also_signed = threads.customize(input()).into_signed_request();
    [
        presigned.map(|request| request.into_http_1x_request()).map_err(text),
        also_presigned.map(|request| request.into_http_1x_request()).map_err(text),
        signed.map_err(text),
        also_signed.map_err(text),
    ]
}

#[tokio::test]
async fn with_keys_they_are_signed() {
    for config in [both(), both().endpoint_url(OTHER), both().endpoint_url("http://127.0.0.1:9")] {
        let [presigned, also_presigned, signed, also_signed] = handed_over(config).await;
        for request in [presigned, also_presigned] {
            let uri = request.expect("a URL").uri().to_string();
            assert!(uri.contains("X-Amz-Signature="), "{uri}");
        }
        for request in [signed, also_signed] {
            assert_signed(&request.expect("a request"));
        }
    }
}

#[tokio::test]
async fn without_keys_the_error_names_them() {
    let in_region = || certificate().region(Region::new("us-east-1"));
    for config in [in_region(), in_region().endpoint_url(OTHER)] {
        for result in handed_over(config).await {
            assert_says(&result, &["no credentials are set", "AWS_ACCESS_KEY_ID"]);
            let error = result.expect_err("an error");
            assert!(!error.contains("certificate"), "{error}");
        }
    }
}

#[tokio::test]
async fn where_only_certificates_are_accepted_there_are_none() {
    for config in [certificate(), both()] {
        for result in handed_over(config.endpoint_url(CERTIFIED)).await {
            let parts = ["a signed request of `GetPendingJobExecutions` needs AWS credentials"];
            assert_says(&result, &parts);
            assert_says(&result, &["device.example:8443 accepts nothing else"]);
        }
    }
}
