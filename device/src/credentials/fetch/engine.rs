#[cfg(feature = "async")]
use std::pin::Pin;
use std::time::Duration;

use smithy_client_runtime::Customized;
use smithy_client_runtime::client::Engine;
use smithy_client_runtime::config::Config;
use smithy_client_runtime::config::timeout::TimeoutConfig;
use smithy_client_runtime::error::SdkError;

use super::operation::{GetCredentialsError, GetCredentialsOutput, SERVICE};
use super::{GetCredentials, Issued, Outcome};
use crate::credentials::IotCredentialsError;

/// Asks the service by the engine of the clients: its TLS, retries, time-outs and traces.
#[derive(Clone, Debug)]
pub(in crate::credentials) struct EngineFetch<Mode> {
    engine: Engine<Mode>,
    operation: GetCredentials,
}

#[cfg(feature = "async")]
impl EngineFetch<smithy_client_runtime::client::Async> {
    /// A client with these settings, for asynchronous callers.
    pub(in crate::credentials) fn new(config: Config, operation: GetCredentials) -> Self {
        Self { engine: Engine::new(&SERVICE, config), operation }
    }
}

#[cfg(feature = "blocking")]
impl EngineFetch<smithy_client_runtime::client::Blocking> {
    /// A client with these settings, for threads.
    pub(in crate::credentials) fn blocking(config: Config, operation: GetCredentials) -> Self {
        Self { engine: Engine::blocking(&SERVICE, config), operation }
    }
}

impl<Mode> EngineFetch<Mode> {
    /// The call, which ends within this time.
    fn call(&self, within: Duration) -> Customized<GetCredentials, Mode> {
        let own = self.engine.config().timeout_config();
        let own = own.and_then(|timeouts| timeouts.operation_timeout());
        let limit = own.map_or(within, |own| own.min(within));
        let timeouts = TimeoutConfig::builder().operation_timeout(limit).build();
        Customized::new(self.engine.clone(), Ok(self.operation.clone()))
            .config_override(Config::builder().timeout_config(timeouts))
    }
}

fn outcome(
    role_alias: &str,
    result: Result<GetCredentialsOutput, SdkError<GetCredentialsError>>,
) -> Outcome {
    match result {
        Ok(output) => Issued::of(output),
        Err(error) => Err(IotCredentialsError::failed(role_alias, error)),
    }
}

#[cfg(feature = "async")]
impl super::Fetch for EngineFetch<smithy_client_runtime::client::Async> {
    fn fetch(&self, within: Duration) -> Pin<Box<dyn Future<Output = Outcome> + Send>> {
        let (call, role_alias) = (self.call(within), self.operation.role_alias.clone());
        Box::pin(async move { outcome(&role_alias, call.send().await) })
    }
}

#[cfg(feature = "blocking")]
impl super::FetchBlocking for EngineFetch<smithy_client_runtime::client::Blocking> {
    fn fetch_blocking(&self, within: Duration) -> Outcome {
        outcome(&self.operation.role_alias, self.call(within).send())
    }
}
