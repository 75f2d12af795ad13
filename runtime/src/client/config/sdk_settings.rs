use std::fmt;

use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use crate::client::retry::RetryPartition;

/// Settings in types of the AWS SDKs for Rust.
#[derive(Clone, Default)]
pub(crate) struct SdkSettings {
    pub(crate) http_client: Option<SharedHttpClient>,
    pub(crate) time_source: Option<SharedTimeSource>,
    pub(crate) sleep: Option<SharedAsyncSleep>,
    pub(crate) stalled_stream_protection: Option<StalledStreamProtectionConfig>,
    pub(crate) retry_partition: Option<RetryPartition>,
    pub(crate) retry_classifiers: Vec<SharedRetryClassifier>,
    pub(crate) allow_no_auth: bool,
    pub(crate) auth_scheme_preference: Option<AuthSchemePreference>,
    pub(crate) disable_clock_skew_correction: Option<bool>,
    pub(crate) frameworks: Vec<FrameworkMetadata>,
}

impl SdkSettings {
    /// These settings, overridden by `changes`.
    pub(super) fn with(self, changes: Self) -> Self {
        Self {
            http_client: changes.http_client.or(self.http_client),
            time_source: changes.time_source.or(self.time_source),
            sleep: changes.sleep.or(self.sleep),
            stalled_stream_protection: changes
                .stalled_stream_protection
                .or(self.stalled_stream_protection),
            retry_partition: changes.retry_partition.or(self.retry_partition),
            retry_classifiers: [self.retry_classifiers, changes.retry_classifiers].concat(),
            allow_no_auth: changes.allow_no_auth || self.allow_no_auth,
            auth_scheme_preference: changes.auth_scheme_preference.or(self.auth_scheme_preference),
            disable_clock_skew_correction: changes
                .disable_clock_skew_correction
                .or(self.disable_clock_skew_correction),
            frameworks: [self.frameworks, changes.frameworks].concat(),
        }
    }

    /// Whether these settings change the clock of the client.
    pub(crate) fn changes_clock(&self) -> bool {
        self.time_source.is_some() || self.disable_clock_skew_correction.is_some()
    }
}

/// Lists only the names of settings, because HTTP clients and classifiers may print anything.
impl fmt::Debug for SdkSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = [
            ("http_client", self.http_client.is_some()),
            ("time_source", self.time_source.is_some()),
            ("sleep_impl", self.sleep.is_some()),
            ("stalled_stream_protection", self.stalled_stream_protection.is_some()),
            ("retry_partition", self.retry_partition.is_some()),
            ("retry_classifiers", !self.retry_classifiers.is_empty()),
            ("allow_no_auth", self.allow_no_auth),
            ("auth_scheme_preference", self.auth_scheme_preference.is_some()),
            ("disable_clock_skew_correction", self.disable_clock_skew_correction == Some(true)),
            ("framework_metadata", !self.frameworks.is_empty()),
        ];
        f.debug_set()
            .entries(set.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name))
            .finish()
    }
}
