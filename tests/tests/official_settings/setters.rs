use std::time::Duration;

use aws_smithy_async::time::StaticTimeSource;
use iot_jobs_data::config::retry::{RetryConfig, RetryPartition};
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{
    AppName, BehaviorVersion, Builder, Config, Credentials, FrameworkMetadata, IdentityCache,
    Region, SharedAsyncSleep, SharedCredentialsProvider, SharedHttpClient, SharedTimeSource,
    StalledStreamProtectionConfig,
};

use crate::canned::{Canned, call_with};

#[test]
fn each_setting_can_be_set_in_place_and_read_again() {
    let keys = Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None);
    let mut builder = Builder::new();
    builder
        .set_behavior_version(Some(BehaviorVersion::latest()))
        .set_region(Some(Region::new("eu-west-1")))
        .set_endpoint_url(Some("http://127.0.0.1:9".into()))
        .set_credentials_provider(Some(SharedCredentialsProvider::new(keys)))
        .set_identity_cache(IdentityCache::no_cache())
        .set_retry_config(Some(RetryConfig::disabled()))
        .set_retry_partition(Some(RetryPartition::new("pumps")))
        .set_timeout_config(Some(TimeoutConfig::disabled()))
        .set_app_name(Some(AppName::new("pumps").expect("a name")))
        .set_http_client(Some(SharedHttpClient::new(Canned::default())))
        .set_time_source(Some(SharedTimeSource::new(StaticTimeSource::from_secs(0))))
        .set_sleep_impl(None::<SharedAsyncSleep>)
        .set_stalled_stream_protection(Some(StalledStreamProtectionConfig::disabled()))
        .set_disable_clock_skew_correction(Some(true))
        .set_use_fips(Some(true))
        .set_use_dual_stack(Some(true))
        .set_validate(Some(true))
        .set_response_limit(Some(1))
        .set_idempotency_token_provider(Some(Box::new(|| "token".to_owned())));
    let config = builder.build();
    assert_eq!(config.region().map(AsRef::as_ref), Some("eu-west-1"));
    assert_eq!(config.endpoint_url(), Some("http://127.0.0.1:9"));
    assert_eq!(config.retry_config(), Some(&RetryConfig::disabled()));
    assert_eq!(config.retry_partition().map(ToString::to_string).as_deref(), Some("pumps"));
    assert_eq!(config.app_name().map(AsRef::as_ref), Some("pumps"));
    assert!(config.credentials_provider().is_some() && config.identity_cache().is_some());
    assert!(config.http_client().is_some() && config.time_source().is_some());
    assert!(config.sleep_impl().is_none() && config.stalled_stream_protection().is_some());
    assert!(config.use_fips() && config.use_dual_stack());
    assert_eq!(config.disable_clock_skew_correction(), Some(true));
}

#[test]
fn time_outs_that_are_set_later_leave_the_others_as_they_are() {
    let seconds = Duration::from_secs;
    let first = TimeoutConfig::builder().read_timeout(seconds(1)).connect_timeout(seconds(2));
    let second = TimeoutConfig::builder().read_timeout(seconds(3)).build();
    let mut builder = Config::builder().timeout_config(first.build()).timeout_config(second);
    builder.set_timeout_config(None);
    let config = builder.build();
    let found = config.timeout_config().expect("time-outs");
    assert_eq!(found.read_timeout(), Some(seconds(3)));
    assert_eq!(found.connect_timeout(), Some(seconds(2)));
}

#[tokio::test]
async fn frameworks_and_the_application_are_named_in_the_user_agent() {
    let canned = Canned::default().reply(200, &[], "{}");
    let framework = |name, version| FrameworkMetadata::new(name, version).expect("a name");
    let config = canned
        .config()
        .framework_metadata(framework("amplify", Some("1.0")))
        .framework_metadata(framework("pumps", None::<&str>))
        .app_name(AppName::new("fleet").expect("a name"));
    assert_eq!(config.clone().build().framework_metadata().len(), 2);
    call_with(config).await.expect("an answer");
    let request = canned.asked().pop().expect("a request").request;
    let agent = request.headers().get("user-agent").expect("text").to_owned();
    assert!(agent.ends_with(" lib/amplify/1.0 lib/pumps app/fleet"), "{agent}");
}
