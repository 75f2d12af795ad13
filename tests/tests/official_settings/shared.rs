use std::time::Duration;

use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use iot_jobs_data::config::timeout::MinimumThroughput;
use iot_jobs_data::config::{
    AsyncSleep, Config, FrameworkMetadata, Sleep, StalledStreamProtectionConfig,
};

use crate::canned::Canned;

#[derive(Debug)]
struct Never;

impl AsyncSleep for Never {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::pending())
    }
}

#[test]
fn shared_settings_are_taken_over_as_they_are() {
    let grace = Duration::from_secs(5);
    let protection = StalledStreamProtectionConfig::enabled().grace_period(grace).build();
    let shared = Canned::default()
        .shared()
        .into_builder()
        .time_source(StaticTimeSource::from_secs(7))
        .sleep_impl(Never)
        .stalled_stream_protection(protection)
        .auth_scheme_preference([AuthSchemeId::from("sigv4")])
        .disable_clock_skew_correction(true)
        .framework_metadata(FrameworkMetadata::new("amplify", None::<&str>).expect("a name"))
        .build();
    let config = Config::new(&shared);
    assert!(config.http_client().is_some() && config.sleep_impl().is_some());
    let now = config.time_source().expect("a clock").now();
    assert_eq!(now, std::time::UNIX_EPOCH + Duration::from_secs(7));
    assert_eq!(config.minimum_throughput(), Some(MinimumThroughput::new(1, grace)));
    assert!(config.auth_scheme_preference().is_some());
    assert_eq!(config.disable_clock_skew_correction(), Some(true));
    assert_eq!(config.framework_metadata().len(), 1);
    // Missing settings do not replace those of the client.
    let config = Config::new(&iot_jobs_data::SdkConfig::builder().build());
    assert!(config.http_client().is_none() && config.minimum_throughput().is_none());
    assert!(config.identity_cache().is_none());
}
