use std::sync::{Arc, OnceLock};

use aws_smithy_async::rt::sleep::AsyncSleep;
use aws_smithy_types::retry::RetryConfig;
use http::header::HeaderValue;

use crate::client::clock::{Clock, Source};
use crate::client::components::Components;
use crate::client::config::{Config, SdkSettings, Timeouts};
use crate::client::endpoint::{Base, EndpointError};
use crate::client::identity::Identities;
use crate::client::retry::RetryMemory;
use crate::client::service::{Service, user_agent};
use crate::client::sleep::Sleeper;
use crate::client::transport::{HttpClientTransport, HyperTransport, SharedTransport};

/// The state that the calls of a client share.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) service: &'static Service,
    pub(super) config: Config,
    pub(super) timeouts: Timeouts,
    pub(super) base: Arc<OnceLock<Result<Base, EndpointError>>>,
    pub(super) identities: Identities,
    pub(super) transport: SharedTransport,
    pub(super) retries: RetryMemory,
    pub(super) clock: Arc<Clock>,
    pub(super) sleep: Sleeper,
    /// For external HTTP clients, identity caches and interceptors; `None` without any.
    pub(super) components: Option<Arc<Components>>,
    pub(super) user_agent: HeaderValue,
}

impl Inner {
    pub(super) fn new(service: &'static Service, config: Config) -> Self {
        let mut config = config.for_service(service.id);
        config.identity_cache.get_or_insert_default();
        let timeouts = Timeouts::new(config.timeouts.as_ref());
        let retries = config.retry.clone().unwrap_or_else(RetryConfig::standard);
        let retries = match &config.sdk.retry_partition {
            Some(partition) => RetryMemory::shared(&retries, partition),
            None => RetryMemory::new(&retries),
        };
        let components = components(&config, &retries);
        let transport = set_transport(&config, timeouts, components.as_ref());
        let transport = transport.unwrap_or_else(|| {
            let transport = HyperTransport::builder()
                .connect_timeout(timeouts.connect)
                .ca_bundle(config.ca_bundle.clone())
                .proxy(config.proxy.clone().unwrap_or_default());
            SharedTransport::new(transport.build())
        });
        Self {
            service,
            timeouts,
            base: Arc::default(),
            identities: Identities::default().with(&config),
            transport,
            retries,
            clock: Arc::new(clock(&config.sdk)),
            sleep: sleeper(&config.sdk),
            components,
            user_agent: user_agent(service, &config),
            config,
        }
    }

    /// The same with other settings. Connections, throttling state and clock are shared, and so are
    /// credentials and endpoint if their settings do not change.
    pub(super) fn with(&self, changes: Config) -> Self {
        let changes = changes.for_service(self.service.id);
        let moves = changes.region.is_some()
            || changes.endpoint_url().is_some()
            || changes.use_fips.is_some()
            || changes.use_dual_stack.is_some()
            || !changes.context.is_empty();
        let identities = self.identities.with(&changes);
        let changes_clock = changes.sdk.changes_clock();
        let changes_transport = changes.transport.is_some()
            || changes.sdk.http_client.is_some()
            || changes.timeouts.is_some()
            || changes.sdk.sleep.is_some()
            || changes_clock;
        let changes_components =
            changes_transport || changes.identity_cache.is_some() || shows_components(&changes);
        let partition = changes.sdk.retry_partition.clone();
        let config = self.config.with(changes);
        let timeouts = Timeouts::new(config.timeouts.as_ref());
        let retry = config.retry.as_ref().unwrap_or(self.retries.config());
        let retries = match partition {
            Some(partition) => RetryMemory::shared(retry, &partition),
            None => self.retries.with(retry),
        };
        let components = match changes_components {
            true => components(&config, &retries),
            false => self.components.clone(),
        };
        let transport = match changes_transport {
            true => set_transport(&config, timeouts, components.as_ref()),
            false => None,
        };
        Self {
            service: self.service,
            timeouts,
            base: if moves { Arc::default() } else { self.base.clone() },
            identities,
            transport: transport.unwrap_or_else(|| self.transport.clone()),
            retries,
            clock: match changes_clock {
                true => Arc::new(clock(&config.sdk)),
                false => self.clock.clone(),
            },
            sleep: sleeper(&config.sdk),
            components,
            user_agent: user_agent(self.service, &config),
            config,
        }
    }
}

/// Uses the configured transport or HTTP client.
fn set_transport(
    config: &Config,
    timeouts: Timeouts,
    components: Option<&Arc<Components>>,
) -> Option<SharedTransport> {
    config.transport.clone().or_else(|| {
        let (client, components) = (config.sdk.http_client.clone()?, components?.clone());
        Some(SharedTransport::new(HttpClientTransport::new(client, timeouts, components)))
    })
}

fn components(config: &Config, retries: &RetryMemory) -> Option<Arc<Components>> {
    let keeps_elsewhere = config.identity_cache.as_ref().is_some_and(|cache| cache.is_shared());
    let is_needed = config.sdk.http_client.is_some() || keeps_elsewhere || shows_components(config);
    is_needed.then(|| Arc::new(Components::new(config, retries)))
}

fn shows_components(config: &Config) -> bool {
    config.interceptors.iter().any(|it| it.hooks().takes_components())
}

fn clock(sdk: &SdkSettings) -> Clock {
    let source = sdk.time_source.clone();
    let source = source.map(|source| Source::new(move || source.now())).unwrap_or_default();
    Clock::new(source, sdk.disable_clock_skew_correction.unwrap_or_default())
}

fn sleeper(sdk: &SdkSettings) -> Sleeper {
    let sleep = sdk.sleep.clone();
    sleep.map(|set| Sleeper::new(move |pause| Box::pin(set.sleep(pause)))).unwrap_or_default()
}
