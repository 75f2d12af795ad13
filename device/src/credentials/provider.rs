use std::fmt;
use std::sync::Arc;

use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, future};

use super::cache::Core;
use super::certificate::Certificate;
#[cfg(feature = "async")]
use super::drive::AsyncDriver;
#[cfg(feature = "blocking")]
use super::drive::BlockingDriver;
use super::fetch::GetCredentials;
use super::{IotCredentialsError, IotCredentialsProviderBuilder, RefuseCredentials};

/// Temporary AWS credentials from the X.509 certificate of a device, by the credentials provider of
/// AWS IoT Core.
///
/// It fetches credentials when they are needed, keeps them, and refreshes them before they expire:
/// see the [module](super). Clones share everything. It needs a Tokio runtime with I/O and time
/// enabled, except for `credentials_blocking` of the feature `blocking`.
#[derive(Clone)]
pub struct IotCredentialsProvider(Arc<Parts>);

pub(super) struct Parts {
    pub(super) endpoint: String,
    pub(super) operation: GetCredentials,
    pub(super) certificate: Certificate,
    pub(super) core: Arc<Core>,
    #[cfg(feature = "async")]
    pub(super) driver: Arc<AsyncDriver>,
    #[cfg(feature = "blocking")]
    pub(super) blocking: BlockingDriver,
}

impl IotCredentialsProvider {
    /// Starts with nothing set.
    pub fn builder() -> IotCredentialsProviderBuilder {
        IotCredentialsProviderBuilder::default()
    }

    /// Valid credentials: the present ones, or new ones. Their expiry is by the clock of this
    /// device.
    ///
    /// # Errors
    /// There are none, and the service did not issue any: see
    /// [`kind`](IotCredentialsError::kind). Outside a Tokio runtime it is `InvalidSetting`.
    #[cfg(feature = "async")]
    pub async fn credentials(&self) -> Result<Credentials, IotCredentialsError> {
        self.notice_certificate();
        self.or_look(self.0.driver.credentials().await)
    }

    /// As [`credentials`](Self::credentials), for callers without a Tokio runtime. It blocks the
    /// thread while credentials are fetched.
    ///
    /// # Errors
    /// There are none, and the service did not issue any: see
    /// [`kind`](IotCredentialsError::kind).
    #[cfg(feature = "blocking")]
    pub fn credentials_blocking(&self) -> Result<Credentials, IotCredentialsError> {
        self.notice_certificate();
        self.or_look(self.0.blocking.credentials())
    }

    /// Call this after the certificate or its key was changed in a way that the client identity does
    /// not notice by itself: in hardware, behind a resolver. It forgets refusals of the old
    /// certificate, so that the next call asks again at once. Credentials that are present stay in
    /// use, since they do not depend on the certificate.
    pub fn certificate_changed(&self) {
        self.0.core.certificate_changed();
    }

    fn notice_certificate(&self) {
        if self.0.certificate.has_changed() {
            self.certificate_changed();
        }
    }

    /// A refusal may be remembered, so that the next call sends no request.
    fn or_look(
        &self,
        result: Result<Credentials, IotCredentialsError>,
    ) -> Result<Credentials, IotCredentialsError> {
        if result.is_err() {
            self.0.certificate.look();
        }
        result
    }

    pub(super) fn of(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl RefuseCredentials for IotCredentialsProvider {
    fn refuse(&self, access_key_id: &str) -> bool {
        self.0.core.refuse(access_key_id)
    }
}

/// With the feature `async`, it needs a Tokio runtime. Without it, it blocks.
impl ProvideCredentials for IotCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        #[cfg(feature = "async")]
        return future::ProvideCredentials::new(async { Ok(self.credentials().await?) });
        #[cfg(not(feature = "async"))]
        future::ProvideCredentials::new(async { Ok(self.credentials_blocking()?) })
    }

    /// The present credentials, for a caller that ran out of patience.
    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.0.core.present()
    }
}

/// The settings, without keys.
impl fmt::Debug for IotCredentialsProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IotCredentialsProvider")
            .field("endpoint", &self.0.endpoint)
            .field("role_alias", &self.0.operation.role_alias)
            .field("thing_name", &self.0.operation.thing_name)
            .finish_non_exhaustive()
    }
}
