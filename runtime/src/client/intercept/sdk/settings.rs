use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;

use crate::client::config::ConfigBuilder;
use crate::client::intercept::into_interceptor::sealed::IntoHooked;

impl ConfigBuilder {
    /// Sets the interceptors that are written for the AWS SDKs for Rust, in place of all
    /// interceptors that there are. [`IntoInterceptor`](crate::config::IntoInterceptor) tells what
    /// they see.
    pub fn set_interceptors(
        &mut self,
        interceptors: impl IntoIterator<Item = SharedInterceptor>,
    ) -> &mut Self {
        self.config.interceptors =
            interceptors.into_iter().map(SharedInterceptor::into_hooked).collect();
        self
    }
}
