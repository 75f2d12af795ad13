use std::net::IpAddr;
use std::time::Duration;

use rumqttc::{Broker, MqttOptions, NetworkOptions, TlsConfiguration, Transport};
use smithy_client_runtime::client::IdentityTls;

use crate::mqtt::{ConnectionError, InvalidSetting};

/// What the tries to connect have in common.
#[derive(Debug)]
pub(super) struct Settings {
    host: String,
    client_id: String,
    pub(super) port: u16,
    pub(super) server_name: Option<String>,
    pub(super) keep_alive: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) is_persistent: bool,
}

/// Makes the options of a try to connect.
pub(super) struct Dialer {
    pub(super) settings: Settings,
    security: Security,
}

enum Security {
    Tls(IdentityTls),
    /// Another connector, without TLS.
    #[cfg(test)]
    Test(Box<dyn Fn(&mut MqttOptions) + Send + Sync>),
}

impl Settings {
    pub(super) fn new(host: String, client_id: String) -> Self {
        Self {
            host,
            client_id,
            port: 8883,
            server_name: None,
            keep_alive: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(30),
            is_persistent: false,
        }
    }

    /// # Errors
    /// Names the setting that is not valid.
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        let refuse = |words: String| Err(InvalidSetting::new(words));
        let is_name = |name: &str| {
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
            name.parse::<IpAddr>().is_ok() || !name.is_empty() && name.chars().all(is_allowed)
        };
        if !is_name(&self.host) {
            let host = &self.host;
            return refuse(format!("the host {host:?} is not a host name or an IP address alone"));
        }
        if let Some(name) = self.server_name.as_deref().filter(|name| !is_name(name)) {
            return refuse(format!("`tls_server_name` is {name:?}, which is not a host name"));
        }
        if self.client_id.is_empty() || self.client_id.len() > 128 {
            let length = self.client_id.len();
            return refuse(format!("the client id has {length} bytes: it takes 1 to 128"));
        }
        if self.client_id.chars().any(char::is_control) {
            return refuse(format!("the client id {:?} has control characters", self.client_id));
        }
        if !(5..=1200).contains(&self.keep_alive.as_secs()) {
            let given = self.keep_alive;
            return refuse(format!("`keep_alive` is {given:?}: it takes 5 to 1200 seconds"));
        }
        if self.connect_timeout.as_secs() == 0 {
            let given = self.connect_timeout;
            return refuse(format!("`connect_timeout` is {given:?}: it takes at least a second"));
        }
        Ok(())
    }

    /// `host:8883`, as errors and the resolver need it.
    pub(super) fn address(&self) -> String {
        match self.host.contains(':') {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }

    pub(super) fn client_id(&self) -> &str {
        &self.client_id
    }

    /// AWS IoT distinguishes MQTT from HTTPS by this on the port that both share.
    fn protocol(&self) -> Option<&'static str> {
        (self.port == 443).then_some("x-amzn-mqtt-ca")
    }
}

impl Dialer {
    pub(super) fn new(settings: Settings, tls: IdentityTls) -> Self {
        Self { settings, security: Security::Tls(tls) }
    }

    #[cfg(test)]
    pub(super) fn without_tls(
        settings: Settings,
        connector: impl Fn(&mut MqttOptions) + Send + Sync + 'static,
    ) -> Self {
        Self { settings, security: Security::Test(Box::new(connector)) }
    }

    /// The options for one connection, with the certificate that is current.
    ///
    /// # Errors
    /// The CA certificates cannot be used.
    pub(super) async fn options(&self) -> Result<MqttOptions, ConnectionError> {
        let settings = &self.settings;
        // The name is for TLS alone, as the connector below has the address.
        let name = settings.server_name.as_ref().unwrap_or(&settings.host);
        let broker = Broker::tcp(name, settings.port);
        let mut options = MqttOptions::new(settings.client_id.clone(), broker);
        options.set_keep_alive(u16::try_from(settings.keep_alive.as_secs()).unwrap_or(u16::MAX));
        options.set_clean_session(!settings.is_persistent);
        // The defaults are 10 KiB, and one longer message would end each connection.
        options.set_max_packet_size(LONGEST_PACKET, LONGEST_PACKET);
        match &self.security {
            Security::Tls(tls) => {
                let config = tls.config(settings.protocol()).await.map_err(|error| {
                    ConnectionError::unsent(error.to_string()).with_source(error)
                })?;
                let config = TlsConfiguration::Rustls(config);
                options.set_transport(Transport::tls_with_config(config));
                let address = settings.address();
                options.set_socket_connector(move |_, network| {
                    rumqttc::default_socket_connect(address.clone(), network)
                });
            }
            #[cfg(test)]
            Security::Test(connector) => connector(&mut options),
        }
        Ok(options)
    }

    pub(super) fn network(&self) -> NetworkOptions {
        let mut network = NetworkOptions::new();
        network.set_connection_timeout(self.settings.connect_timeout.as_secs());
        network.set_tcp_nodelay(true);
        network
    }
}

/// Far above the limit of AWS IoT, 128 KiB.
const LONGEST_PACKET: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings::new("a.example".to_owned(), "pump-17".to_owned())
    }

    #[test]
    fn the_protocol_name_is_for_port_443_only() {
        assert_eq!(settings().protocol(), None);
        assert_eq!(Settings { port: 443, ..settings() }.protocol(), Some("x-amzn-mqtt-ca"));
    }

    #[test]
    fn an_address_of_ipv6_is_in_brackets() {
        assert_eq!(settings().address(), "a.example:8883");
        let ipv6 = Settings { host: "::1".to_owned(), ..settings() };
        assert_eq!((ipv6.address().as_str(), ipv6.check()), ("[::1]:8883", Ok(())));
    }

    #[test]
    fn a_setting_that_cannot_work_is_named() {
        let host = |host: &str| Settings { host: host.to_owned(), ..settings() };
        let id = |id: &str| Settings { client_id: id.to_owned(), ..settings() };
        let time = Duration::from_secs;
        for (settings, words) in [
            (host(""), "the host \"\" is not"),
            (host("https://a.example"), "is not a host name"),
            (host("a.example:8883"), "is not a host name"),
            (Settings { server_name: Some("a b".to_owned()), ..settings() }, "tls_server_name"),
            (id(""), "0 bytes"),
            (id(&"a".repeat(129)), "129 bytes"),
            (id("a\nb"), "control characters"),
            (Settings { keep_alive: time(4), ..settings() }, "keep_alive"),
            (Settings { keep_alive: time(100_000), ..settings() }, "keep_alive"),
            (Settings { connect_timeout: time(0), ..settings() }, "connect_timeout"),
        ] {
            let error = settings.check().unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
