//! Which of the ways to authenticate are taken, and what names those who call.

use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
    /// Sends calls without a signature if the client has no identity for any of the ways that an
    /// operation takes: for servers that ask for none. A provider that fails is an error all the
    /// same.
    pub fn allow_no_auth(mut self) -> Self {
        self.set_allow_no_auth();
        self
    }

    /// As [`allow_no_auth`](Self::allow_no_auth).
    pub fn set_allow_no_auth(&mut self) -> &mut Self {
        self.config.sdk.allow_no_auth = true;
        self
    }

    /// The ways to authenticate that come first among those that an operation and its endpoint
    /// take, such as `httpBearerAuth` before `sigv4`. Those that they do not take are passed over,
    /// and those that are not named follow in their own order.
    pub fn auth_scheme_preference(mut self, preference: impl Into<AuthSchemePreference>) -> Self {
        self.set_auth_scheme_preference(Some(preference.into()));
        self
    }

    /// Sets or clears the ways to authenticate that come first.
    pub fn set_auth_scheme_preference(
        &mut self,
        preference: Option<AuthSchemePreference>,
    ) -> &mut Self {
        self.config.sdk.auth_scheme_preference = preference;
        self
    }

    /// Names a framework that the client is used by, in the user agent.
    pub fn framework_metadata(mut self, framework: FrameworkMetadata) -> Self {
        self.push_framework_metadata(framework);
        self
    }

    /// As [`framework_metadata`](Self::framework_metadata).
    pub fn push_framework_metadata(&mut self, framework: FrameworkMetadata) -> &mut Self {
        self.config.sdk.frameworks.push(framework);
        self
    }
}

impl Config {
    /// The ways to authenticate that come first, if they are set.
    pub fn auth_scheme_preference(&self) -> Option<&AuthSchemePreference> {
        self.sdk.auth_scheme_preference.as_ref()
    }

    /// The frameworks that the client is used by.
    pub fn framework_metadata(&self) -> Vec<&FrameworkMetadata> {
        self.sdk.frameworks.iter().collect()
    }
}
