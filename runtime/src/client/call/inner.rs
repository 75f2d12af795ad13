use std::sync::{Arc, OnceLock};

use aws_smithy_types::retry::RetryConfig;
use http::header::HeaderValue;

use crate::client::clock::Clock;
use crate::client::config::{Config, Timeouts};
use crate::client::endpoint::{Base, EndpointError};
use crate::client::identity::Identities;
use crate::client::retry::RetryMemory;
use crate::client::service::{Service, user_agent};
use crate::client::transport::{HyperTransport, SharedTransport};

/// What the calls of a client share.
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
    pub(super) user_agent: HeaderValue,
}

impl Inner {
    pub(super) fn new(service: &'static Service, config: Config) -> Self {
        let mut config = config.for_service(service.id);
        config.identity_cache.get_or_insert_default();
        let timeouts = Timeouts::new(config.timeouts.as_ref());
        let transport = config.transport.clone().unwrap_or_else(|| {
            let transport = HyperTransport::builder()
                .connect_timeout(timeouts.connect)
                .ca_bundle(config.ca_bundle.clone())
                .proxy(config.proxy.clone().unwrap_or_default());
            SharedTransport::new(transport.build())
        });
        let retries = config.retry.clone().unwrap_or_else(RetryConfig::standard);
        Self {
            service,
            timeouts,
            base: Arc::default(),
            identities: Identities::default().with(&config),
            transport,
            retries: RetryMemory::new(&retries),
            clock: Arc::default(),
            user_agent: user_agent(service, config.app_name.as_ref()),
            config,
        }
    }

    /// The same with other settings. Connections, what is known of throttling and of the clock
    /// are shared, and credentials and endpoint if nothing about them changes.
    pub(super) fn with(&self, changes: Config) -> Self {
        let changes = changes.for_service(self.service.id);
        let moves = changes.region.is_some()
            || changes.endpoint_url().is_some()
            || changes.use_fips.is_some()
            || changes.use_dual_stack.is_some()
            || !changes.context.is_empty();
        let identities = self.identities.with(&changes);
        let config = self.config.with(changes);
        Self {
            service: self.service,
            timeouts: Timeouts::new(config.timeouts.as_ref()),
            base: if moves { Arc::default() } else { self.base.clone() },
            identities,
            transport: config.transport.clone().unwrap_or_else(|| self.transport.clone()),
            retries: self.retries.with(config.retry.as_ref().unwrap_or(self.retries.config())),
            clock: self.clock.clone(),
            user_agent: user_agent(self.service, config.app_name.as_ref()),
            config,
        }
    }
}
