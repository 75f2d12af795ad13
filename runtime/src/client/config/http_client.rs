use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
    /// An HTTP client of the AWS SDKs for Rust, which carries requests instead of the client's own
    /// HTTP stack: one of `aws-smithy-http-client`, its replay clients for tests, or any other.
    ///
    /// It is given the connect and the read time-out with each attempt, a clock and timers. The
    /// client's own time-outs, limits and retries hold as for any
    /// [`transport`](Self::transport), which counts more if both are set;
    /// [`ca_bundle`](Self::ca_bundle) and [`proxy`](Self::proxy) are for the client's own stack, and
    /// have no effect on it. A client that does not accept its settings fails the first call.
    pub fn http_client(mut self, client: impl HttpClient + 'static) -> Self {
        self.set_http_client(Some(SharedHttpClient::new(client)));
        self
    }

    /// Sets or clears the HTTP client.
    pub fn set_http_client(&mut self, client: Option<SharedHttpClient>) -> &mut Self {
        self.config.sdk.http_client = client;
        self
    }
}

impl Config {
    /// The HTTP client, if one is set. A transport that is set as well carries the calls instead.
    pub fn http_client(&self) -> Option<SharedHttpClient> {
        self.sdk.http_client.clone()
    }
}
