use std::fmt;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use smithy_client_runtime::primitives::{DateTime, DateTimeFormat};

use super::operation::{GetCredentialsOutput, Keys};
use crate::credentials::IotCredentialsError;

/// Credentials as the service issued them.
pub(in crate::credentials) struct Issued {
    access_key_id: String,
    secret_access_key: String,
    session_token: String,
    /// When they expire, by the clock of the service.
    pub(in crate::credentials) expiration: SystemTime,
    /// The time of the reply, by the clock of the service. `None` if the reply does not say.
    pub(in crate::credentials) date: Option<SystemTime>,
}

impl Issued {
    /// Reads a reply.
    ///
    /// # Errors
    /// Names the member that is absent, empty or not a time. It quotes nothing.
    pub(super) fn of(output: GetCredentialsOutput) -> Result<Self, IotCredentialsError> {
        let date = output.date.as_deref().and_then(|date| time(date, DateTimeFormat::HttpDate));
        let Some(Keys { access_key_id, secret_access_key, session_token, expiration, .. }) =
            output.credentials
        else {
            return Err(IotCredentialsError::unusable("it has no `credentials`"));
        };
        let expiration = member("expiration", expiration)?;
        Ok(Self {
            access_key_id: member("accessKeyId", access_key_id)?,
            secret_access_key: member("secretAccessKey", secret_access_key)?,
            session_token: member("sessionToken", session_token)?,
            expiration: time(&expiration, DateTimeFormat::DateTime).ok_or_else(|| {
                IotCredentialsError::unusable("`credentials.expiration` is not a time of ISO 8601")
            })?,
            date,
        })
    }

    /// The credentials, with their end by the clock of this device.
    pub(in crate::credentials) fn credentials(&self, end: SystemTime) -> Credentials {
        Credentials::new(
            &self.access_key_id,
            &self.secret_access_key,
            Some(self.session_token.clone()),
            Some(end),
            "IotCoreCredentialsProvider",
        )
    }
}

/// Shows no key.
impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issued")
            .field("expiration", &self.expiration)
            .field("date", &self.date)
            .finish_non_exhaustive()
    }
}

fn member(name: &str, value: Option<String>) -> Result<String, IotCredentialsError> {
    match value {
        Some(value) if !value.trim().is_empty() => Ok(value),
        Some(_) => Err(IotCredentialsError::unusable(format!("`credentials.{name}` is empty"))),
        None => Err(IotCredentialsError::unusable(format!("`credentials.{name}` is absent"))),
    }
}

fn time(text: &str, format: DateTimeFormat) -> Option<SystemTime> {
    DateTime::from_str(text.trim(), format).ok()?.try_into().ok()
}

#[cfg(test)]
impl Issued {
    /// Credentials with this key id.
    pub(in crate::credentials) fn with_id(
        id: impl Into<String>,
        date: Option<SystemTime>,
        expiration: SystemTime,
    ) -> Self {
        Self {
            access_key_id: id.into(),
            secret_access_key: "the secret".to_owned(),
            session_token: "the token".to_owned(),
            expiration,
            date,
        }
    }
}
