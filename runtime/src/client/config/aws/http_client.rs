use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
    /// An HTTP client of the AWS SDKs for Rust, instead of the client's own HTTP stack: one of
    /// `aws-smithy-http-client`, its replay clients for tests, or any other.
    ///
    /// For each attempt it receives the connect and read time-outs, a clock and timers. The
    /// time-outs, limits and retries of this client apply as for any
    /// [`transport`](Self::transport), which takes precedence if both are set.
    /// [`ca_bundle`](Self::ca_bundle) and [`proxy`](Self::proxy) do not apply. It cannot be combined
    /// with a [`client_identity`](Self::client_identity), and is asynchronous, so calls of a blocking
    /// client fail. If it rejects its settings, the first call fails.
    pub fn http_client(mut self, client: impl HttpClient + 'static) -> Self {
        self.set_http_client(Some(SharedHttpClient::new(client)));
        self
    }

    /// Sets or clears the HTTP client.
    pub fn set_http_client(&mut self, client: Option<SharedHttpClient>) -> &mut Self {
        self.config.aws.http_client = client;
        self
    }
}

impl Config {
    /// The HTTP client, if set. A transport takes precedence over it.
    pub fn http_client(&self) -> Option<SharedHttpClient> {
        self.aws.http_client.clone()
    }
}
