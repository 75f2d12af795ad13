use std::fmt;

use iot_jobs_data::types::JobExecutionState;

/// An update was based on a version that the execution no longer has. Nothing was changed.
///
/// The model declares no error for it. Over HTTP the service sends `InvalidRequestException` with
/// the message `Expected version 9 but found version 1`, over MQTT the code `VersionMismatch`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VersionMismatch {
    /// The version that the update expected. `None`: the service did not tell.
    pub expected: Option<i64>,
    /// The version of the execution. `None`: the service did not tell.
    pub found: Option<i64>,
    /// The execution as it stands. `None`: the service did not tell, as usual over HTTP.
    pub state: Option<JobExecutionState>,
}

impl VersionMismatch {
    /// Reads the message of an error. `None`: it is another error.
    pub fn from_message(message: &str) -> Option<Self> {
        let (_, rest) = message.split_once("xpected version ")?;
        let (expected, found) = rest.split_once(" but found version ")?;
        let number = |text: &str| {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            text[..end].parse().ok()
        };
        Some(Self { expected: Some(number(expected)?), found: Some(number(found)?), state: None })
    }

    /// Adds the execution as it stands.
    pub fn with_state(self, state: Option<JobExecutionState>) -> Self {
        let found = self.found.or_else(|| state.as_ref().map(|state| state.version_number));
        Self { found, state, ..self }
    }
}

impl fmt::Display for VersionMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = |version: Option<i64>| version.map_or("unknown".into(), |v| v.to_string());
        let (expected, found) = (version(self.expected), version(self.found));
        write!(f, "the execution has version {found}, not {expected}")
    }
}
