//! The facts of a service.

mod user_agent;

pub(super) use self::user_agent::user_agent;
use crate::client::config::Config;
use crate::client::endpoint::{Endpoint, EndpointError};
use crate::client::retry::RetryKind;

/// The facts of a service that its client needs, as its model states them.
#[derive(Debug)]
pub struct Service {
    /// The name of the service in AWS's tools, such as `IoT Jobs Data Plane`.
    pub id: &'static str,
    /// The version of the API, such as `2017-09-29`.
    pub api_version: &'static str,
    /// The name under which requests are signed, such as `iot-jobs-data`; `None` if none are.
    pub signing_name: Option<&'static str>,
    /// The error codes that the model declares worth another attempt.
    pub retryable: &'static [(&'static str, RetryKind)],
    /// Name and version of the generated crate, for the user agent.
    pub user_agent: &'static str,
    /// The endpoint rules.
    pub endpoint: fn(&Config) -> Result<Endpoint, EndpointError>,
}

impl Service {
    pub(crate) fn retryable(&self, code: &str) -> Option<RetryKind> {
        self.retryable.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind)
    }
}
