//! The preferred authentication schemes.

use aws_smithy_runtime_api::client::auth::AuthSchemePreference;

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
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
        self.config.aws.auth_scheme_preference = preference;
        self
    }
}

impl Config {
    /// The preferred authentication schemes, if set.
    pub fn auth_scheme_preference(&self) -> Option<&AuthSchemePreference> {
        self.aws.auth_scheme_preference.as_ref()
    }
}
