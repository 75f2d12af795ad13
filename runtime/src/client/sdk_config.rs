use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use super::{Config, ConfigBuilder, Service};

impl Config {
    /// The settings that all clients of an application share, as `aws-config` loads them.
    ///
    /// Region, credentials, endpoint, FIPS, dual stack, retries, time-outs and application name
    /// are taken over. An HTTP client in it is not: this client brings its own, see
    /// [`ConfigBuilder::transport`].
    pub fn from_sdk_config(sdk: &SdkConfig, service: &Service) -> ConfigBuilder {
        Config::builder()
            .set_region(sdk.region().cloned())
            .set_credentials_provider(sdk.credentials_provider())
            .set_endpoint_url(endpoint_url(sdk, service))
            .use_fips(sdk.use_fips().unwrap_or_default())
            .use_dual_stack(sdk.use_dual_stack().unwrap_or_default())
            .set_retry_config(sdk.retry_config().cloned())
            .set_timeout_config(sdk.timeout_config().cloned())
            .set_app_name(sdk.app_name().cloned())
    }
}

/// An endpoint set in code wins over one for this service in environment or profile, which wins
/// over the general one.
fn endpoint_url(sdk: &SdkConfig, service: &Service) -> Option<String> {
    let general = sdk.endpoint_url().map(str::to_owned);
    if sdk.get_origin("endpoint_url").is_client_config() {
        return general;
    }
    let key = ServiceConfigKey::builder()
        .service_id(service.id)
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build()
        .ok()?;
    sdk.service_config().and_then(|config| config.load_config(key)).or(general)
}
