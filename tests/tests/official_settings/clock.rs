use std::time::{Duration, SystemTime};

use aws_smithy_async::time::StaticTimeSource;
use iot_jobs_data::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::timeout::MinimumThroughput;
use iot_jobs_data::config::{
    Config, Credentials, SharedAsyncSleep, SharedTimeSource, StalledStreamProtectionConfig,
};

use crate::canned::{Canned, Insomniac, call, call_with};
use crate::identity::Counting;

/// Monday, 2 March 2026, noon.
const NOON: u64 = 1_772_452_800;

fn at(seconds: u64) -> StaticTimeSource {
    StaticTimeSource::from_secs(seconds)
}

fn signed_at(canned: &Canned) -> Vec<String> {
    let dates = canned.asked();
    let date = |asked: &crate::canned::Asked| {
        asked.request.headers().get("x-amz-date").expect("a date").to_owned()
    };
    dates.iter().map(date).collect()
}

#[tokio::test]
async fn requests_are_signed_by_the_clock_that_is_set() {
    let canned = Canned::default().reply(200, &[], "{}").reply(200, &[], "{}");
    let client = Client::from_conf(canned.config().time_source(at(NOON)).build());
    assert!(client.config().time_source().is_some());
    call(&client).await.expect("an answer");
    let pending = client.get_pending_job_executions().thing_name("pump").customize();
    let changes = Config::builder().time_source(at(NOON + 60));
    pending.config_override(changes).send().await.expect("an answer");
    assert_eq!(signed_at(&canned), ["20260302T120000Z", "20260302T120100Z"]);
}

const SKEWED: (u16, &[(&str, &str)], &str) = (
    403,
    &[
        ("x-amzn-errortype", "InvalidSignatureException"),
        ("x-amzn-requestid", "id-1"),
        ("date", "Mon, 02 Mar 2026 13:00:00 GMT"),
    ],
    "{}",
);

#[tokio::test]
async fn a_wrong_clock_is_corrected_unless_that_is_turned_off() {
    let (status, headers, body) = SKEWED;
    for (disabled, expected) in [
        (None, &["20260302T120000Z", "20260302T130000Z"][..]),
        (Some(true), &["20260302T120000Z"][..]),
    ] {
        let canned = Canned::default().reply(status, headers, body).reply(200, &[], "{}");
        let config = canned.config().time_source(at(NOON)).disable_clock_skew_correction(disabled);
        assert_eq!(call_with(config).await.is_ok(), disabled.is_none());
        assert_eq!(signed_at(&canned), expected);
    }
}

#[tokio::test]
async fn credentials_expire_by_the_clock_that_is_set() {
    let expiry = SystemTime::UNIX_EPOCH + Duration::from_secs(NOON);
    let keys = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI", None, Some(expiry), "test");
    let canned = Canned::default().reply(200, &[], "{}").reply(200, &[], "{}");
    let counted = Counting::of(keys);
    let config = canned.config().time_source(at(NOON - 3600)).credentials_provider(counted.clone());
    let client = Client::from_conf(config.build());
    for _ in 0..2 {
        call(&client).await.expect("an answer");
    }
    // With the system clock, they would be expired, and requested for each call.
    assert_eq!(counted.asked(), 1);
}

#[tokio::test]
async fn pauses_between_attempts_are_slept_by_what_is_set() {
    let sleeper = Insomniac::default();
    let hour = Duration::from_secs(3600);
    let retry = RetryConfig::standard().with_initial_backoff(hour).with_max_backoff(hour);
    let canned = Canned::default().reply(429, &[], "{}").reply(200, &[], "{}");
    let config = canned.config().retry_config(retry).sleep_impl(sleeper.clone());
    call_with(config).await.expect("an answer after an hour that did not pass");
    let slept = sleeper.slept();
    assert!(slept.len() == 1 && slept[0] > Duration::ZERO && slept[0] <= hour, "{slept:?}");
}

#[tokio::test]
async fn a_date_to_try_again_is_taken_by_the_clock_that_is_set() {
    let sleeper = Insomniac::default();
    let headers = [("retry-after", "Mon, 02 Mar 2026 12:00:07 GMT")];
    let canned = Canned::default().reply(503, &headers, "{}").reply(200, &[], "{}");
    let config = canned.config().time_source(at(NOON)).sleep_impl(sleeper.clone());
    call_with(config).await.expect("an answer");
    assert_eq!(sleeper.slept(), [Duration::from_secs(7)]);
}

#[test]
fn stalled_stream_protection_is_the_minimum_throughput_of_responses() {
    let enabled = |seconds| {
        let grace = Duration::from_secs(seconds);
        StalledStreamProtectionConfig::enabled().grace_period(grace)
    };
    let throughput = |protection| {
        let config = Config::builder().stalled_stream_protection(protection).build();
        assert!(config.stalled_stream_protection().is_some());
        config.minimum_throughput()
    };
    let five = Some(MinimumThroughput::new(1, Duration::from_secs(5)));
    assert_eq!(throughput(enabled(5).build()), five);
    assert_eq!(throughput(enabled(5).upload_enabled(false).build()), five);
    let off = Some(MinimumThroughput::disabled());
    assert_eq!(throughput(enabled(5).download_enabled(false).build()), off);
    assert_eq!(throughput(StalledStreamProtectionConfig::disabled()), off);
    let own = MinimumThroughput::new(1000, Duration::from_secs(1));
    let config = Config::builder().stalled_stream_protection(enabled(5).build());
    assert_eq!(config.minimum_throughput(own).build().minimum_throughput(), Some(own));
}

#[test]
fn clock_and_timers_may_be_cleared() {
    let mut config = Config::builder().time_source(at(NOON)).sleep_impl(Insomniac::default());
    config.set_time_source(None).set_sleep_impl(None);
    let config = config.build();
    assert!(config.time_source().is_none() && config.sleep_impl().is_none());
    let mut config = Config::builder();
    config.set_time_source(Some(SharedTimeSource::new(at(NOON))));
    config.set_sleep_impl(Some(SharedAsyncSleep::new(Insomniac::default())));
    assert!(config.clone().build().time_source().is_some());
    assert!(config.build().sleep_impl().is_some());
}
