use std::sync::Arc;

use smithy_client_runtime::config::{ClientIdentity, Config};

use super::cache::{Core, SystemClock};
use super::certificate::Certificate;
#[cfg(feature = "async")]
use super::drive::AsyncDriver;
#[cfg(feature = "blocking")]
use super::drive::BlockingDriver;
use super::endpoint::endpoint_url;
use super::fetch::{EngineFetch, GetCredentials};
use super::provider::Parts;
use super::{IotCredentialsError, IotCredentialsProvider};
use crate::names::{check_role_alias, check_thing_name};
use crate::random::fraction;

/// A builder of an [`IotCredentialsProvider`].
#[derive(Clone, Debug, Default)]
pub struct IotCredentialsProviderBuilder {
    endpoint: Option<String>,
    role_alias: Option<String>,
    thing_name: Option<String>,
    client_identity: Option<ClientIdentity>,
    config: Option<Config>,
}

impl IotCredentialsProviderBuilder {
    /// The host, or its URL, that `DescribeEndpoint` answers for the endpoint type
    /// `iot:CredentialProvider`. Required. Plain `http` is accepted for this device alone, such as
    /// `http://localhost:8080`.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// The role alias: 1 to 128 of `a-z A-Z 0-9 _ = , @ -`. Required.
    pub fn role_alias(mut self, alias: impl Into<String>) -> Self {
        self.role_alias = Some(alias.into());
        self
    }

    /// The thing that the certificate is attached to: 1 to 128 of `a-z A-Z 0-9 : _ -`.
    ///
    /// Without it, the policies of the role cannot use the variables `credentials-iot:ThingName`
    /// and `credentials-iot:ThingTypeName`.
    pub fn thing_name(mut self, name: impl Into<String>) -> Self {
        self.thing_name = Some(name.into());
        self
    }

    /// The certificate of the device and its private key. Required, here or in the
    /// [`config`](Self::config). If its files are replaced, refusals of the old certificate are
    /// forgotten.
    pub fn client_identity(mut self, identity: ClientIdentity) -> Self {
        self.client_identity = Some(identity);
        self
    }

    /// The settings of the client that sends the requests: TLS, proxy, retries, time-outs. The
    /// endpoint in them is ignored, and so are credentials, since requests are not signed. The
    /// defaults of the client by default.
    ///
    /// A request ends after 30 seconds, or after 5 seconds while the present credentials can be
    /// used, or after the operation time-out of these settings if it is shorter.
    pub fn config(mut self, config: Config) -> Self {
        self.config = Some(config);
        self
    }

    /// The provider. It connects to nothing yet.
    ///
    /// # Errors
    /// A required setting is absent, or a setting cannot be used; the
    /// [kind](super::IotCredentialsErrorKind) is `InvalidSetting`.
    pub fn build(self) -> Result<IotCredentialsProvider, IotCredentialsError> {
        let absent = |what| IotCredentialsError::setting(format!("the {what} is not set"));
        let endpoint = endpoint_url(&self.endpoint.ok_or_else(|| absent("endpoint"))?)?;
        let role_alias = self.role_alias.ok_or_else(|| absent("role alias"))?;
        check_role_alias(&role_alias).map_err(IotCredentialsError::setting)?;
        if let Some(name) = &self.thing_name {
            check_thing_name(name).map_err(IotCredentialsError::setting)?;
        }
        let operation = GetCredentials { role_alias, thing_name: self.thing_name };
        let mut config = self.config.unwrap_or_default().to_builder().endpoint_url(&endpoint);
        if let Some(identity) = self.client_identity {
            config.set_client_identity(Some(identity));
        }
        let config = config.build();
        let identity = config.client_identity().cloned();
        if identity.is_none() && endpoint.starts_with("https") {
            return Err(absent("certificate of the device (`client_identity`)"));
        }
        let core = Arc::new(Core::new(SystemClock::new(), fraction));
        Ok(IotCredentialsProvider::of(Parts {
            #[cfg(feature = "async")]
            driver: {
                let fetch = EngineFetch::new(config.clone(), operation.clone());
                Arc::new(AsyncDriver::new(core.clone(), fetch))
            },
            #[cfg(feature = "blocking")]
            blocking: {
                let fetch = EngineFetch::blocking(config, operation.clone());
                BlockingDriver::new(core.clone(), fetch)
            },
            certificate: Certificate::new(identity),
            endpoint,
            operation,
            core,
        }))
    }
}
