use std::sync::{Arc, OnceLock};
#[cfg(not(feature = "aws"))]
use std::time::SystemTime;

use aws_smithy_types::retry::RetryConfig;
use http::header::HeaderValue;

#[cfg(feature = "aws")]
use super::sdk;
#[cfg(feature = "aws")]
use crate::client::clock::Clock;
#[cfg(feature = "aws")]
use crate::client::components::Components;
use crate::client::config::{Config, Timeouts};
use crate::client::driver::Driver;
use crate::client::endpoint::{Base, EndpointError};
#[cfg(feature = "aws")]
use crate::client::identity::Identities;
#[cfg(not(feature = "aws"))]
use crate::client::intercept::CallData;
use crate::client::retry::{RetryMemory, RetryPartition};
use crate::client::service::{Service, user_agent};
#[cfg(feature = "aws")]
use crate::client::sign::SigningKeys;
use crate::client::sleep::Sleeper;
use crate::client::transport::{SharedTransport, default_transport};

/// The state that the calls of a client share.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) driver: Driver,
    pub(super) service: &'static Service,
    pub(super) config: Config,
    /// Why no call can be made.
    pub(super) contradiction: Option<String>,
    pub(super) timeouts: Timeouts,
    pub(super) base: Arc<OnceLock<Result<Base, EndpointError>>>,
    #[cfg(feature = "aws")]
    pub(super) identities: Identities,
    pub(super) transport: SharedTransport,
    pub(super) retries: RetryMemory,
    #[cfg(feature = "aws")]
    pub(super) signing_keys: Arc<SigningKeys>,
    #[cfg(feature = "aws")]
    pub(super) clock: Arc<Clock>,
    pub(super) sleep: Sleeper,
    /// For external HTTP clients, identity caches and interceptors; `None` without any.
    #[cfg(feature = "aws")]
    pub(super) components: Option<Arc<Components>>,
    pub(super) user_agent: HeaderValue,
}

impl Inner {
    pub(super) fn new(driver: Driver, service: &'static Service, config: Config) -> Self {
        #[cfg(feature = "aws")]
        let config = config.for_service(service.id).with_identity_cache();
        let timeouts = Timeouts::new(config.timeouts.as_ref());
        let retries = config.retry.clone().unwrap_or_else(RetryConfig::standard);
        let retries = match &config.retry_partition {
            Some(partition) => RetryMemory::shared(&retries, partition),
            None => RetryMemory::new(&retries),
        };
        #[cfg(feature = "aws")]
        let components = sdk::components(driver, &config, &retries);
        let transport = config.transport.clone();
        #[cfg(feature = "aws")]
        let transport =
            transport.or_else(|| sdk::http_client(&config, timeouts, components.as_ref()));
        Self {
            driver,
            service,
            timeouts,
            base: Arc::default(),
            #[cfg(feature = "aws")]
            identities: Identities::default().with(&config),
            transport: transport
                .unwrap_or_else(|| default_transport(driver, service, &config, timeouts)),
            retries,
            #[cfg(feature = "aws")]
            signing_keys: Arc::default(),
            #[cfg(feature = "aws")]
            clock: Arc::new(sdk::clock(&config.aws)),
            #[cfg(feature = "aws")]
            sleep: sdk::sleeper(&config.aws),
            #[cfg(not(feature = "aws"))]
            sleep: Sleeper::default(),
            #[cfg(feature = "aws")]
            components,
            user_agent: user_agent(service, &config),
            contradiction: config.contradiction(driver),
            config,
        }
    }

    /// The same with other settings. Connections, throttling state and clock are shared, and so are
    /// credentials and endpoint if their settings do not change.
    #[cfg(feature = "aws")]
    pub(super) fn with(&self, changes: Config) -> Self {
        let changes = changes.for_service(self.service.id);
        let moves = changes.aws.region.is_some() || changes.moves();
        let identities = self.identities.with(&changes);
        let changes_clock = changes.aws.changes_clock();
        let changes_transport = changes.transport.is_some()
            || changes.aws.http_client.is_some()
            || changes.timeouts.is_some()
            || changes.aws.sleep.is_some()
            || changes_clock;
        let changes_components = changes_transport
            || changes.aws.identity_cache.is_some()
            || sdk::shows_components(&changes);
        let partition = changes.retry_partition.clone();
        let fixed = self.config.fixed(&changes);
        let config = self.config.with(changes);
        let timeouts = Timeouts::new(config.timeouts.as_ref());
        let retries = self.retries_with(&config, partition.as_ref());
        let components = match changes_components {
            true => sdk::components(self.driver, &config, &retries),
            false => self.components.clone(),
        };
        let transport = match changes_transport {
            true => config
                .transport
                .clone()
                .or_else(|| sdk::http_client(&config, timeouts, components.as_ref())),
            false => None,
        };
        Self {
            driver: self.driver,
            service: self.service,
            timeouts,
            base: if moves { Arc::default() } else { self.base.clone() },
            identities,
            transport: transport.unwrap_or_else(|| self.transport.clone()),
            retries,
            signing_keys: self.signing_keys.clone(),
            clock: match changes_clock {
                true => Arc::new(sdk::clock(&config.aws)),
                false => self.clock.clone(),
            },
            sleep: sdk::sleeper(&config.aws),
            components,
            user_agent: user_agent(self.service, &config),
            contradiction: fixed.or_else(|| config.contradiction(self.driver)),
            config,
        }
    }

    /// The same with other settings. Connections, throttling state and clock are shared, and so is
    /// the endpoint if its settings do not change.
    #[cfg(not(feature = "aws"))]
    pub(super) fn with(&self, changes: Config) -> Self {
        let moves = changes.moves();
        let partition = changes.retry_partition.clone();
        let fixed = self.config.fixed(&changes);
        let config = self.config.with(changes);
        Self {
            driver: self.driver,
            service: self.service,
            timeouts: Timeouts::new(config.timeouts.as_ref()),
            base: if moves { Arc::default() } else { self.base.clone() },
            transport: config.transport.clone().unwrap_or_else(|| self.transport.clone()),
            retries: self.retries_with(&config, partition.as_ref()),
            sleep: self.sleep.clone(),
            user_agent: self.user_agent.clone(),
            contradiction: fixed.or_else(|| config.contradiction(self.driver)),
            config,
        }
    }

    fn retries_with(&self, config: &Config, partition: Option<&RetryPartition>) -> RetryMemory {
        let retry = config.retry.as_ref().unwrap_or(self.retries.config());
        match partition {
            Some(partition) => RetryMemory::shared(retry, partition),
            None => self.retries.with(retry),
        }
    }

    #[cfg(not(feature = "aws"))]
    pub(super) fn has_identity(&self) -> bool {
        false
    }

    #[cfg(not(feature = "aws"))]
    pub(super) fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    #[cfg(not(feature = "aws"))]
    pub(super) fn call_data(&self) -> CallData {
        CallData::new()
    }
}
