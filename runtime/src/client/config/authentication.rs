//! Authentication schemes, and names in the user agent.

use aws_smithy_runtime_api::client::auth::AuthSchemePreference;
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
    /// Sends calls without a signature if the client has no identity for any of the schemes that an
    /// operation supports: for servers that require none. If a provider fails, the call fails all
    /// the same.
    pub fn allow_no_auth(mut self) -> Self {
        self.set_allow_no_auth();
        self
    }

    /// Like [`allow_no_auth`](Self::allow_no_auth).
    pub fn set_allow_no_auth(&mut self) -> &mut Self {
        self.config.sdk.allow_no_auth = true;
        self
    }

    /// The preferred authentication schemes among those that an operation and its endpoint support,
    /// such as `httpBearerAuth` before `sigv4`. Unsupported ones are ignored; the others follow in
    /// their own order.
    pub fn auth_scheme_preference(mut self, preference: impl Into<AuthSchemePreference>) -> Self {
        self.set_auth_scheme_preference(Some(preference.into()));
        self
    }

    /// Sets or clears the preferred authentication schemes.
    pub fn set_auth_scheme_preference(
        &mut self,
        preference: Option<AuthSchemePreference>,
    ) -> &mut Self {
        self.config.sdk.auth_scheme_preference = preference;
        self
    }

    /// Adds the name of a framework that uses the client to the user agent.
    pub fn framework_metadata(mut self, framework: FrameworkMetadata) -> Self {
        self.push_framework_metadata(framework);
        self
    }

    /// Like [`framework_metadata`](Self::framework_metadata).
    pub fn push_framework_metadata(&mut self, framework: FrameworkMetadata) -> &mut Self {
        self.config.sdk.frameworks.push(framework);
        self
    }
}

impl Config {
    /// The preferred authentication schemes, if set.
    pub fn auth_scheme_preference(&self) -> Option<&AuthSchemePreference> {
        self.sdk.auth_scheme_preference.as_ref()
    }

    /// The frameworks that use the client.
    pub fn framework_metadata(&self) -> Vec<&FrameworkMetadata> {
        self.sdk.frameworks.iter().collect()
    }
}
