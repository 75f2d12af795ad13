use super::settings::ConfigBuilder;
use crate::client::intercept::IntoInterceptor;

impl ConfigBuilder {
    /// Adds an interceptor, which sees and may change every request and response: one of this client,
    /// or one that is written for the AWS SDKs for Rust, see [`IntoInterceptor`]. Interceptors are
    /// asked in the order in which they were added.
    pub fn interceptor<Kind>(mut self, interceptor: impl IntoInterceptor<Kind>) -> Self {
        self.push_interceptor(interceptor);
        self
    }

    /// As [`interceptor`](Self::interceptor).
    pub fn push_interceptor<Kind>(&mut self, interceptor: impl IntoInterceptor<Kind>) -> &mut Self {
        self.config.interceptors.push(interceptor.into_hooked());
        self
    }
}
