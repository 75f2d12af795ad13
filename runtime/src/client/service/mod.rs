//! Service metadata.

mod certificate_auth;
mod user_agent;

pub use self::certificate_auth::CertificateAuth;
pub(super) use self::user_agent::user_agent;
use crate::client::config::Config;
use crate::client::endpoint::{Endpoint, EndpointError};
use crate::client::retry::RetryKind;

/// The metadata of a service that its client needs, from its model.
///
/// ```
/// use smithy_client_runtime::client::{Endpoint, Service};
///
/// static SERVICE: Service =
///     Service::new("Pumps", |_| Ok(Endpoint::new("https://pumps.example")))
///         .with_api_version("2026-01-01")
///         .with_signing_name("pumps")
///         .with_user_agent("pumps/1.0");
/// # let _ = &SERVICE;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Service {
    pub(crate) id: &'static str,
    pub(crate) api_version: &'static str,
    #[cfg_attr(not(feature = "aws"), expect(dead_code, reason = "nothing is signed"))]
    pub(crate) signing_name: Option<&'static str>,
    pub(crate) certificate_auth: Option<CertificateAuth>,
    retryable: &'static [(&'static str, RetryKind)],
    pub(crate) user_agent: &'static str,
    pub(crate) endpoint: ResolveEndpoint,
}

/// The endpoint rules of a service.
type ResolveEndpoint = fn(&Config) -> Result<Endpoint, EndpointError>;

impl Service {
    /// A service with its name in AWS's tools, such as `IoT Jobs Data Plane`, and its endpoint
    /// rules. Without further settings, its requests are not signed, and it has no version and no
    /// retryable errors.
    pub const fn new(id: &'static str, endpoint: ResolveEndpoint) -> Self {
        let user_agent = concat!("smithy-client-runtime/", env!("CARGO_PKG_VERSION"));
        Self {
            id,
            api_version: "",
            signing_name: None,
            certificate_auth: None,
            retryable: &[],
            user_agent,
            endpoint,
        }
    }

    /// The version of the API, such as `2017-09-29`.
    pub const fn with_api_version(self, api_version: &'static str) -> Self {
        Self { api_version, ..self }
    }

    /// The signing name, such as `iot-jobs-data`.
    pub const fn with_signing_name(self, name: &'static str) -> Self {
        Self { signing_name: Some(name), ..self }
    }

    /// The service accepts certificates in place of signatures.
    pub const fn with_certificate_auth(self, facts: CertificateAuth) -> Self {
        Self { certificate_auth: Some(facts), ..self }
    }

    /// The error codes that the model declares retryable.
    pub const fn with_retryable(self, codes: &'static [(&'static str, RetryKind)]) -> Self {
        Self { retryable: codes, ..self }
    }

    /// The name and version of the generated crate, for the user agent; those of the runtime by
    /// default.
    pub const fn with_user_agent(self, user_agent: &'static str) -> Self {
        Self { user_agent, ..self }
    }

    pub(crate) fn retryable(&self, code: &str) -> Option<RetryKind> {
        self.retryable.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind)
    }
}
