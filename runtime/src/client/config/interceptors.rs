use super::settings::ConfigBuilder;
use crate::client::intercept::IntoInterceptor;

impl ConfigBuilder {
    /// Adds an interceptor, which can read and change every request and response: one of this
    /// crate, or one for the AWS SDKs for Rust, see [`IntoInterceptor`]. Interceptors run in the
    /// order in which they were added.
    pub fn interceptor<Kind>(mut self, interceptor: impl IntoInterceptor<Kind>) -> Self {
        self.push_interceptor(interceptor);
        self
    }

    /// Like [`interceptor`](Self::interceptor).
    pub fn push_interceptor<Kind>(&mut self, interceptor: impl IntoInterceptor<Kind>) -> &mut Self {
        self.config.interceptors.push(interceptor.into_hooked());
        self
    }
}
