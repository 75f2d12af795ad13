use std::fmt;
use std::sync::Arc;

use aws_credential_types::Token;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::http::Login;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_types::app_name::AppName;
use aws_types::region::Region;
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::{EndpointLookup, IdentityCache};
use crate::client::identity::RefuseCredentials;

/// Settings in types of the AWS SDKs for Rust.
#[derive(Clone, Default)]
pub(crate) struct AwsSettings {
    pub(crate) region: Option<Region>,
    pub(crate) credentials: Option<SharedCredentialsProvider>,
    /// Whether `credentials` are fixed, so that the provider needs no runtime.
    pub(crate) are_credentials_fixed: bool,
    /// The credentials provider, to be told of refused credentials.
    pub(crate) refusable: Option<Arc<dyn RefuseCredentials>>,
    pub(crate) token: Option<SharedTokenProvider>,
    pub(crate) identity_cache: Option<IdentityCache>,
    pub(crate) login: Option<Login>,
    pub(crate) api_key: Option<Token>,
    /// Where to look for the endpoint of the service.
    pub(crate) lookup: EndpointLookup,
    pub(crate) app_name: Option<AppName>,
    pub(crate) http_client: Option<SharedHttpClient>,
    pub(crate) time_source: Option<SharedTimeSource>,
    pub(crate) sleep: Option<SharedAsyncSleep>,
    pub(crate) stalled_stream_protection: Option<StalledStreamProtectionConfig>,
    pub(crate) retry_classifiers: Vec<SharedRetryClassifier>,
    pub(crate) auth_scheme_preference: Option<AuthSchemePreference>,
    pub(crate) disable_clock_skew_correction: Option<bool>,
    pub(crate) frameworks: Vec<FrameworkMetadata>,
}

impl AwsSettings {
    /// These settings, overridden by `changes`.
    pub(in crate::client) fn with(self, changes: Self) -> Self {
        Self {
            region: changes.region.or(self.region),
            are_credentials_fixed: match changes.credentials {
                Some(_) => changes.are_credentials_fixed,
                None => self.are_credentials_fixed,
            },
            refusable: match changes.credentials {
                Some(_) => changes.refusable,
                None => self.refusable,
            },
            credentials: changes.credentials.or(self.credentials),
            token: changes.token.or(self.token),
            identity_cache: changes.identity_cache.or(self.identity_cache),
            login: changes.login.or(self.login),
            api_key: changes.api_key.or(self.api_key),
            lookup: match changes.lookup {
                EndpointLookup::Nowhere => self.lookup,
                lookup => lookup,
            },
            app_name: changes.app_name.or(self.app_name),
            http_client: changes.http_client.or(self.http_client),
            time_source: changes.time_source.or(self.time_source),
            sleep: changes.sleep.or(self.sleep),
            stalled_stream_protection: changes
                .stalled_stream_protection
                .or(self.stalled_stream_protection),
            retry_classifiers: [self.retry_classifiers, changes.retry_classifiers].concat(),
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

/// Shows the values that identify a client; otherwise only the names of settings, because HTTP
/// clients and classifiers may print anything.
impl fmt::Debug for AwsSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = [
            ("credentials_provider", self.credentials.is_some()),
            ("token_provider", self.token.is_some()),
            ("basic_auth_login", self.login.is_some()),
            ("api_key", self.api_key.is_some()),
            ("http_client", self.http_client.is_some()),
            ("time_source", self.time_source.is_some()),
            ("sleep_impl", self.sleep.is_some()),
            ("stalled_stream_protection", self.stalled_stream_protection.is_some()),
            ("retry_classifiers", !self.retry_classifiers.is_empty()),
            ("auth_scheme_preference", self.auth_scheme_preference.is_some()),
            ("disable_clock_skew_correction", self.disable_clock_skew_correction == Some(true)),
            ("framework_metadata", !self.frameworks.is_empty()),
        ];
        let set: Vec<&str> =
            set.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| *name).collect();
        f.debug_struct("AwsSettings")
            .field("region", &self.region)
            .field("app_name", &self.app_name)
            .field("identity_cache", &self.identity_cache)
            .field("lookup", &self.lookup)
            .field("set", &set)
            .finish()
    }
}
