use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use smithy_client_runtime::client::IdentityTls;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, mpsc};

use super::RumqttConnection;
use super::backoff::Backoff;
use super::dialer::{Dialer, Settings};
use super::drive::drive;
use super::link::Link;
use crate::config::{CaBundle, ClientIdentity};
use crate::mqtt::InvalidSetting;

/// The settings of a [`RumqttConnection`].
pub struct RumqttConnectionBuilder {
    settings: Settings,
    identity: ClientIdentity,
    ca_bundle: Option<CaBundle>,
    longest_pause: Duration,
}

impl RumqttConnection {
    /// A connection to a host with this client id and certificate. The host is a name or an IP
    /// address without a port: for AWS IoT, what `DescribeEndpoint` answers for the type
    /// `iot:Data-ATS`.
    pub fn builder(
        host: impl Into<String>,
        client_id: impl Into<String>,
        identity: ClientIdentity,
    ) -> RumqttConnectionBuilder {
        let (host, client_id) = (host.into(), client_id.into());
        RumqttConnectionBuilder {
            settings: Settings::new(host, client_id),
            identity,
            ca_bundle: None,
            longest_pause: Duration::from_secs(60),
        }
    }
}

impl RumqttConnectionBuilder {
    /// The port. The default is 8883. On 443, the protocol name `x-amzn-mqtt-ca` is offered in
    /// ALPN, as AWS IoT requires there; on other ports, none is.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// The name that the server must prove in its certificate, instead of the host. It is also
    /// sent to the server (SNI).
    #[must_use]
    pub fn tls_server_name(mut self, name: impl Into<String>) -> Self {
        self.settings.server_name = Some(name.into());
        self
    }

    /// The CA certificates to trust. The default is those of the system, or Mozilla's with the
    /// feature `webpki-roots`.
    #[must_use]
    pub fn ca_bundle(mut self, bundle: CaBundle) -> Self {
        self.ca_bundle = Some(bundle);
        self
    }

    /// The time without a message after which a ping is sent, in whole seconds from 5 to 1200. The
    /// default is 60 seconds. A connection that no longer works is noticed after twice that time.
    #[must_use]
    pub fn keep_alive(mut self, keep_alive: Duration) -> Self {
        self.settings.keep_alive = keep_alive;
        self
    }

    /// How long one try to connect may take, in whole seconds from 1. The default is 30 seconds.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Whether the broker keeps subscriptions and messages while there is no connection. The
    /// default is `false`. Notifications are then delivered late instead of never, and are billed;
    /// the jobs API asks after each connect in any case.
    #[must_use]
    pub fn persistent_session(mut self, is_persistent: bool) -> Self {
        self.settings.is_persistent = is_persistent;
        self
    }

    /// The longest pause between two tries to connect. The default is a minute. The first is a
    /// second, or this if it is shorter.
    #[must_use]
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// Makes the connection, which begins to connect. That the broker cannot be reached is no error
    /// here: it is reported as an event.
    ///
    /// # Errors
    /// A setting is not valid, or this is not a task of a Tokio runtime.
    pub fn build(self) -> Result<RumqttConnection, InvalidSetting> {
        self.settings.check()?;
        let tls = IdentityTls::new(self.identity, self.ca_bundle);
        start(Dialer::new(self.settings, tls), Backoff::new(self.longest_pause))
    }
}

/// Starts the task of a connection.
pub(super) fn start(dialer: Dialer, backoff: Backoff) -> Result<RumqttConnection, InvalidSetting> {
    /// Events that wait to be taken; then the broker has to wait.
    const EVENTS: usize = 64;

    let runtime = Handle::try_current().map_err(|error| {
        InvalidSetting::new(format!("the MQTT connection must be made within Tokio: {error}"))
    })?;
    let link = Arc::new(Link::default());
    let (sender, events) = mpsc::channel(EVENTS);
    let task = runtime.spawn(drive(dialer, backoff, Arc::clone(&link), sender));
    Ok(RumqttConnection { link, events: Mutex::new(events), task: task.abort_handle() })
}

impl fmt::Debug for RumqttConnectionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RumqttConnectionBuilder")
            .field("settings", &self.settings)
            .field("identity", &self.identity)
            .field("ca_bundle", &self.ca_bundle)
            .field("longest_pause", &self.longest_pause)
            .finish()
    }
}
