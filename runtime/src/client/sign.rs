use std::fmt::Write;
use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign,
};
use aws_sigv4::sign::v4;

use aws_smithy_runtime_api::client::identity::Identity;
use http::header::AUTHORIZATION;

use crate::error::BoxError;
use crate::wire::Request;

/// Where a signature goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Signature {
    /// Into the headers.
    Headers,
    /// Into the query, to be valid for a while.
    Query(Duration),
}

/// Adds a SigV4 signature over method, URI, present headers and body.
pub(crate) fn sign_request(
    request: &mut Request,
    identity: &Identity,
    region: &str,
    signing_name: &str,
    time: SystemTime,
    signature: Signature,
) -> Result<(), BoxError> {
    let mut settings = SigningSettings::default();
    if let Signature::Query(valid_for) = signature {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(valid_for);
    }
    let params = v4::SigningParams::builder()
        .identity(identity)
        .region(region)
        .name(signing_name)
        .time(time)
        .settings(settings)
        .build()?
        .into();
    let mut headers = Vec::with_capacity(request.headers().len());
    for (name, value) in request.headers() {
        headers.push((name.as_str(), value.to_str()?));
    }
    let mut uri = String::with_capacity(128);
    write!(uri, "{}", request.uri())?;
    let body = SignableBody::Bytes(request.body());
    let signable = SignableRequest::new(request.method().as_str(), uri, headers.into_iter(), body)?;
    let (instructions, _signature) = sign(signable, &params)?.into_parts();
    instructions.apply_to_request_http1x(request);
    if let Some(authorization) = request.headers_mut().get_mut(AUTHORIZATION) {
        authorization.set_sensitive(true);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use aws_credential_types::Credentials;
    use bytes::Bytes;

    use super::*;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    fn signed(method: &str, url: &str, body: &'static str, token: Option<&str>) -> Request {
        signed_as(Signature::Headers, method, url, body, token)
    }

    fn signed_as(
        signature: Signature,
        method: &str,
        url: &str,
        body: &'static str,
        token: Option<&str>,
    ) -> Request {
        let mut request = http::Request::builder().method(method).uri(url);
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        let mut request = request.body(Bytes::from_static(body.as_bytes())).unwrap();
        let credentials = Credentials::from_keys("AKIDEXAMPLE", SECRET, token.map(str::to_owned));
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_248_812);
        let service = ("us-east-1", "iot-jobs-data");
        sign_request(&mut request, &credentials.into(), service.0, service.1, time, signature)
            .unwrap();
        request
    }

    /// boto3 was recorded with these calls, this key and this time.
    #[test]
    fn signatures_equal_those_of_boto3() {
        let cases = [
            (
                "GET",
                "/things/MyThing/jobs/job-1",
                "",
                "752c939e9f7a28d37b4ec4c9f519ae0c9dd293f8aa0ce3a4a09ea6346874a9e9",
            ),
            (
                "GET",
                "/things/a%3Ab_-C1/jobs/%24next?includeJobDocument=true&executionNumber=9223372036854775807",
                "",
                "ab50e74bfbfc869ad97bedaf2988357653975b5f0a98496f1097c7bb93b91f53",
            ),
            (
                "GET",
                "/things/a%3Ab_-C1/jobs",
                "",
                "a74436a8a7c90033fd6b085d0d34c12bbc8433ac58263e87adcaa1e9f3b4e900",
            ),
            (
                "PUT",
                "/things/a%3Ab_-C1/jobs/$next",
                "{}",
                "345e2517cadebb5c540021b9bcdd49db3f924b73ae4d8d1f52470c2cfc419ee7",
            ),
        ];
        for (method, path, body, signature) in cases {
            let request = signed(method, &format!("http://127.0.0.1:18080{path}"), body, None);
            let authorization = request.headers()["authorization"].to_str().unwrap();
            assert_eq!(request.headers()["x-amz-date"], "20261121T081332Z");
            assert!(authorization.ends_with(&format!("Signature={signature}")), "{method} {path}");
        }
    }

    #[test]
    fn a_session_token_is_sent_and_signed() {
        let request = signed("GET", "https://host.example/x", "", Some("token"));
        assert_eq!(request.headers()["x-amz-security-token"], "token");
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert!(authorization.contains("SignedHeaders=host;x-amz-date;x-amz-security-token"));
    }

    /// As boto3's `generate_presigned_url` for the same keys and time.
    #[test]
    fn presigned_urls_have_the_signature_of_boto3() {
        let presigned = |token| {
            let how = Signature::Query(Duration::from_secs(900));
            let url = "http://127.0.0.1:18080/things/a%3Ab_-C1/jobs";
            let request = signed_as(how, "GET", url, "", token);
            assert!(request.headers().is_empty());
            request.uri().to_string()
        };
        let url = presigned(None);
        assert!(url.contains("X-Amz-Expires=900&"), "{url}");
        let signature = "b0f71686a812082a5eff266cce7a0dd139d4c8198e817e36061bb2132ce89572";
        assert!(url.contains(&format!("X-Amz-Signature={signature}")), "{url}");
        let url = presigned(Some("token"));
        assert!(url.contains("X-Amz-Security-Token=token"), "{url}");
        let signature = "c3edfa8e9cc760644eb8c31dde2290db041c08813b69c5f4dccf603317b5fb4e";
        assert!(url.contains(&format!("X-Amz-Signature={signature}")), "{url}");
    }

    #[test]
    fn what_is_secret_does_not_show() {
        let request = signed("GET", "https://host.example/x", "", Some("hush"));
        let shown = format!("{request:?}");
        assert!(!shown.contains("hush") && !shown.contains(SECRET), "{shown}");
        assert!(request.headers()["authorization"].is_sensitive());
    }
}
