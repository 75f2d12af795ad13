use aws_types::SdkConfig;

use super::endpoint_lookup::EndpointLookup;
use super::{Config, ConfigBuilder};

/// The settings that all clients of an application share, as `aws-config` loads them.
///
/// Region, credentials, token, endpoint, FIPS, dual stack, retries, time-outs, application name and
/// the settings of compression are taken over. The rest is not, as this client has its own: an HTTP
/// client (see
/// [`ConfigBuilder::transport`]), stalled-stream protection (see
/// [`ConfigBuilder::minimum_throughput`]), a time source.
impl From<&SdkConfig> for ConfigBuilder {
    fn from(sdk: &SdkConfig) -> Self {
        let mut builder = Config::builder()
            .set_region(sdk.region().cloned())
            .set_credentials_provider(sdk.credentials_provider())
            .set_token_provider(sdk.token_provider())
            .set_use_fips(sdk.use_fips())
            .set_use_dual_stack(sdk.use_dual_stack())
            .set_retry_config(sdk.retry_config().cloned())
            .set_timeout_config(sdk.timeout_config().cloned())
            .set_app_name(sdk.app_name().cloned())
            .set_disable_request_compression(sdk.disable_request_compression())
            .set_request_min_compression_size_bytes(sdk.request_min_compression_size_bytes());
        builder.config.lookup = EndpointLookup::Shared(Box::new(sdk.clone()));
        builder
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
        assert!(config.credentials.is_some() && config.token.is_some());
        assert_eq!(config.disable_request_compression, Some(true));
        assert_eq!(config.request_min_compression_size_bytes, Some(7));
        let own = ConfigBuilder::from(&sdk).endpoint_url("own.example").build();
        assert_eq!(own.for_service("Example").endpoint_url(), Some("https://own.example"));
    }
}
