use super::*;
use crate::error::TransportErrorKind;

#[tokio::test]
async fn a_setting_of_a_proxy_that_cannot_be_used_is_named_and_not_bypassed() {
    let proxies = Proxies::from_variables(|name| (name == "ALL_PROXY").then(|| "ftp://odd".into()));
    let transport =
        HyperTransport { proxies: OnceLock::from(Arc::new(proxies)), ..HyperTransport::new() };
    for target in ["http://service.test/", "https://service.test/"] {
        let request = Request::get(target).body(SdkBody::empty()).unwrap();
        let error = transport.send(request).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Setup);
        assert!(error.is_unsent());
        let expected = "cannot connect as configured: ALL_PROXY is ftp://odd/, of a kind that is not supported; expected http://host:port";
        assert_eq!(error.to_string(), expected);
    }
}
