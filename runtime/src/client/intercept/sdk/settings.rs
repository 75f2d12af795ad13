use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;

use crate::client::config::ConfigBuilder;
use crate::client::intercept::into_interceptor::sealed::IntoHooked;

impl ConfigBuilder {
    /// Sets interceptors for the AWS SDKs for Rust, and removes all others. See
    /// [`IntoInterceptor`](crate::config::IntoInterceptor).
    pub fn set_interceptors(
        &mut self,
        interceptors: impl IntoIterator<Item = SharedInterceptor>,
    ) -> &mut Self {
        self.config.interceptors =
            interceptors.into_iter().map(SharedInterceptor::into_hooked).collect();
        self
    }
}
