use bytes::Bytes;
use smithy_client_runtime::client::{Auth, Endpoint, Engine, Service};
use smithy_client_runtime::error::{BuildError, DecodeError, Unhandled};
use smithy_client_runtime::wire::{Reply, Request, RequestBuilder, Response};
use smithy_client_runtime::{Operation, Output, Structure, operation_error, service_error};

/// The credentials provider of AWS IoT Core, which has no model. Each account has its own host.
pub(super) static SERVICE: Service = Service::new("IoT Credentials Provider", |config| {
    let url = config.endpoint_url().ok_or("the endpoint of the credentials provider is not set")?;
    Ok(Endpoint::new(url))
})
.with_user_agent(concat!("iot-jobs-device/", env!("CARGO_PKG_VERSION")));

/// Exchanges the certificate of the connection for temporary credentials.
#[derive(Clone, Debug)]
pub(in crate::credentials) struct GetCredentials {
    pub(in crate::credentials) role_alias: String,
    pub(in crate::credentials) thing_name: Option<String>,
}

impl Operation for GetCredentials {
    type Client = Engine;
    type Output = GetCredentialsOutput;
    type Error = GetCredentialsError;
    const NAME: &'static str = "GetCredentials";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/role-aliases/{roleAlias}/credentials";
    const READ_ONLY: bool = true;
    // The certificate of the connection says who calls.
    const AUTH: &'static [Auth] = &[Auth::Anonymous];
    const SENSITIVE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::of::<Self>()
            .label("roleAlias", &self.role_alias)
            .header("x-amzn-iot-thingname", &self.thing_name)
            .empty()
    }

    fn response(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        let reply = Reply::of(response);
        let output: GetCredentialsOutput = reply.json_without(&["date"])?;
        Ok(GetCredentialsOutput { date: reply.header("date")?, ..output })
    }
}

/// The reply.
#[derive(Output)]
#[serde(default)]
#[skip_serializing_none]
pub(in crate::credentials) struct GetCredentialsOutput {
    pub(super) credentials: Option<Keys>,
    /// The header `Date`.
    pub(super) date: Option<String>,
    #[serde(skip)]
    _request_id: Option<String>,
}

/// The keys. All members are required, and are checked one by one to name the one that is absent.
#[derive(Structure)]
#[serde(default, rename_all = "camelCase")]
#[skip_serializing_none]
pub(in crate::credentials) struct Keys {
    pub(super) access_key_id: Option<String>,
    #[member(sensitive)]
    pub(super) secret_access_key: Option<String>,
    #[member(sensitive)]
    pub(super) session_token: Option<String>,
    pub(super) expiration: Option<String>,
}

/// Every error of the service: it declares none.
pub(in crate::credentials) enum ServiceError {
    Unhandled(Unhandled),
}

service_error!(ServiceError);

/// The error of the operation.
pub(in crate::credentials) enum GetCredentialsError {
    Other(ServiceError),
}

operation_error!(GetCredentialsError, ServiceError);
