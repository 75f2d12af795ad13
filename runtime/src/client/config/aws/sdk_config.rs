use aws_types::SdkConfig;

use super::endpoint_lookup::EndpointLookup;
use super::shared_identity_cache::is_usual;
use super::{Config, ConfigBuilder};

/// The settings that all clients of an application share, as `aws-config` loads them.
///
/// | of [`SdkConfig`] | here |
/// | --- | --- |
/// | `region`, `credentials_provider`, `token_provider`, `use_fips`, `use_dual_stack`, `app_name`, `retry_config`, `timeout_config`, `disable_request_compression`, `request_min_compression_size_bytes`, `time_source`, `sleep_impl`, `http_client`, `stalled_stream_protection`, `auth_scheme_preference`, `disable_clock_skew_correction`, `framework_metadata` | set the setting of the same name of [`ConfigBuilder`] |
/// | `endpoint_url`, `service_config` | the endpoint of the service, or the general one; one that is set in code takes precedence over both |
/// | `identity_cache` | used unchanged, see [`ConfigBuilder::identity_cache`]. The lazy cache with default settings, which `aws-config` sets by default, is replaced by the client's own |
/// | `behavior_version` | no effect: this client has one behaviour |
/// | `protocol` | no effect: the model determines the protocol |
/// | `request_checksum_calculation`, `response_checksum_validation` | no effect: they concern checksums chosen by the caller, which no supported service has |
/// | `sigv4a_signing_region_set` | no effect: requests are signed for one region |
/// | `account_id_endpoint_mode` | no effect: services whose endpoints contain an account id have a setting for it |
impl From<&SdkConfig> for ConfigBuilder {
    fn from(sdk: &SdkConfig) -> Self {
        let mut builder = Self::new();
        builder
            .set_region(sdk.region().cloned())
            .set_credentials_provider(sdk.credentials_provider())
            .set_token_provider(sdk.token_provider())
            .set_use_fips(sdk.use_fips())
            .set_use_dual_stack(sdk.use_dual_stack())
            .set_retry_config(sdk.retry_config().cloned())
            .set_timeout_config(sdk.timeout_config().cloned())
            .set_app_name(sdk.app_name().cloned())
            .set_disable_request_compression(sdk.disable_request_compression())
            .set_request_min_compression_size_bytes(sdk.request_min_compression_size_bytes())
            .set_http_client(sdk.http_client())
            .set_time_source(sdk.time_source())
            .set_sleep_impl(sdk.sleep_impl())
            .set_stalled_stream_protection(sdk.stalled_stream_protection())
            .set_auth_scheme_preference(sdk.auth_scheme_preference().cloned())
            .set_disable_clock_skew_correction(sdk.disable_clock_skew_correction());
        if let Some(cache) = sdk.identity_cache().filter(|cache| !is_usual(cache)) {
            builder.set_identity_cache(cache);
        }
        for framework in sdk.framework_metadata() {
            builder.push_framework_metadata(framework.clone());
        }
        builder.config.aws.lookup = EndpointLookup::Shared(Box::new(sdk.clone()));
        builder
    }
}

impl Config {
    /// The settings that all clients of an application share, as `aws-config` loads them.
    pub fn new(sdk: &SdkConfig) -> Self {
        Self::from(sdk)
    }
}

impl From<&SdkConfig> for Config {
    fn from(sdk: &SdkConfig) -> Self {
        ConfigBuilder::from(sdk).build()
    }
}

#[cfg(test)]
mod tests {
    use aws_credential_types::provider::SharedCredentialsProvider;
    use aws_credential_types::provider::token::SharedTokenProvider;
    use aws_credential_types::{Credentials, Token};
    use aws_types::region::Region;

    use super::*;

    #[test]
    fn what_is_set_is_taken_over() {
        let keys = Credentials::from_keys("id", "secret", None);
        let sdk = SdkConfig::builder()
            .region(Region::new("eu-west-1"))
            .credentials_provider(SharedCredentialsProvider::new(keys))
            .token_provider(SharedTokenProvider::new(Token::new("token", None)))
            .endpoint_url("http://general")
            .use_fips(true)
            .disable_request_compression(true)
            .request_min_compression_size_bytes(7)
            .build();
        let config = Config::new(&sdk).for_service("Example");
        assert_eq!(config.region().map(AsRef::as_ref), Some("eu-west-1"));
        assert_eq!(config.endpoint_url(), Some("http://general"));
        assert!(config.use_fips() && !config.use_dual_stack());
        assert!(config.aws.credentials.is_some() && config.aws.token.is_some());
        assert_eq!(config.disable_request_compression, Some(true));
        assert_eq!(config.request_min_compression_size_bytes, Some(7));
        let own = ConfigBuilder::from(&sdk).endpoint_url("own.example").build();
        assert_eq!(own.for_service("Example").endpoint_url(), Some("https://own.example"));
    }
}
