//! Settings that would be ignored, which are errors of the calls instead.

use super::Config;
use crate::client::driver::Driver;

impl Config {
    /// Why no call can be made with these settings.
    pub(crate) fn contradiction(&self, driver: Driver) -> Option<String> {
        #[cfg(feature = "aws")]
        let has_http_client = self.aws.http_client.is_some();
        #[cfg(not(feature = "aws"))]
        let has_http_client = false;
        let is_ignored = has_http_client && self.transport.is_none();
        match (is_ignored, self.client_identity.is_some()) {
            (true, true) => Some(HTTP_CLIENT.to_owned()),
            (true, false) if !driver.is_asynchronous() => Some(ASYNCHRONOUS.to_owned()),
            _ => None,
        }
    }

    /// Why a single call cannot be made with these changes of the settings of its client.
    pub(crate) fn fixed(&self, changes: &Self) -> Option<String> {
        let changed = [
            ("client_identity", self.changes_identity(changes)),
            ("client_identity_alpn", self.changes_alpn(changes)),
            ("tls_server_name", self.changes_server_name(changes)),
            ("ca_bundle", self.changes_ca_bundle(changes)),
            ("proxy", self.changes_proxy(changes)),
        ];
        let (name, _) = changed.into_iter().find(|(_, is_changed)| *is_changed)?;
        Some(format!(
            "`{name}` cannot be changed for a single call, which uses the connections of its \
             client: make another client with it"
        ))
    }

    fn changes_identity(&self, changes: &Self) -> bool {
        match (&self.client_identity, &changes.client_identity) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(known), Some(changed)) => !known.is_same(changed),
        }
    }

    fn changes_alpn(&self, changes: &Self) -> bool {
        let known = self.client_identity_alpn.unwrap_or_default();
        changes.client_identity_alpn.is_some_and(|changed| changed != known)
    }

    fn changes_server_name(&self, changes: &Self) -> bool {
        changes.tls_server_name.is_some() && changes.tls_server_name != self.tls_server_name
    }

    fn changes_ca_bundle(&self, changes: &Self) -> bool {
        let is_used = changes.transport.is_none() && changes.ca_bundle.is_some();
        is_used && changes.ca_bundle != self.ca_bundle
    }

    fn changes_proxy(&self, changes: &Self) -> bool {
        let is_used = changes.transport.is_none() && changes.proxy.is_some();
        is_used
            && changes.proxy.clone().unwrap_or_default() != self.proxy.clone().unwrap_or_default()
    }
}

const ASYNCHRONOUS: &str = "`http_client` is set, but HTTP clients of the AWS SDKs are asynchronous \
                            and this client is blocking: clear it with `set_http_client(None)`, or \
                            set a `transport`";
const HTTP_CLIENT: &str = "both `http_client` and `client_identity` are set, but an HTTP client of \
                           the AWS SDKs cannot present the certificate: remove one of them, or set \
                           a `transport` that presents it";
