use std::time::Duration;

use smithy_client_runtime::Customized;
use smithy_client_runtime::client::Engine;
use smithy_client_runtime::config::Config;
use smithy_client_runtime::config::timeout::TimeoutConfig;

use super::operation::SERVICE;
use super::{GetCredentials, Issued, Outcome};
use crate::credentials::IotCredentialsError;

/// Asks the service by the engine of the clients: its TLS, retries, time-outs and traces.
#[derive(Clone, Debug)]
pub(in crate::credentials) struct EngineFetch {
    config: Config,
    engine: Engine,
    operation: GetCredentials,
}

impl EngineFetch {
    /// A client with these settings, at an endpoint.
    pub(in crate::credentials) fn new(
        config: Config,
        endpoint: &str,
        operation: GetCredentials,
    ) -> Self {
        let config = config.to_builder().endpoint_url(endpoint).build();
        Self { engine: Engine::new(&SERVICE, config.clone()), config, operation }
    }

    async fn send(self, within: Duration) -> Outcome {
        let own = self.config.timeout_config().and_then(|timeouts| timeouts.operation_timeout());
        let limit = own.map_or(within, |own| own.min(within));
        let timeouts = TimeoutConfig::builder().operation_timeout(limit).build();
        let result = Customized::new(self.engine, Ok(self.operation.clone()))
            .config_override(Config::builder().timeout_config(timeouts))
            .send()
            .await;
        match result {
            Ok(output) => Issued::of(output),
            Err(error) => Err(IotCredentialsError::failed(&self.operation.role_alias, error)),
        }
    }
}

#[cfg(feature = "async")]
impl super::Fetch for EngineFetch {
    fn fetch(&self, within: Duration) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send>> {
        Box::pin(self.clone().send(within))
    }
}

#[cfg(feature = "blocking")]
impl super::FetchBlocking for EngineFetch {
    fn fetch_blocking(&self, within: Duration) -> Outcome {
        // Connections end with their runtime, so each request has its own engine.
        let fetch = Self { engine: Engine::new(&SERVICE, self.config.clone()), ..self.clone() };
        let send = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            match runtime {
                Ok(runtime) => runtime.block_on(fetch.send(within)),
                Err(error) => Err(IotCredentialsError::setting(format!(
                    "the system gives no event queue for network I/O: {error}"
                ))),
            }
        };
        // A thread of its own, because this one may belong to a runtime, which must not be blocked
        // on in this way.
        std::thread::scope(|scope| match scope.spawn(send).join() {
            Ok(outcome) => outcome,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    }
}
