/// What kind of failure an [`IotCredentialsError`](super::IotCredentialsError) is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum IotCredentialsErrorKind {
    /// A setting cannot be used. Nothing was sent.
    InvalidSetting,
    /// The endpoint belongs to another account than the certificate.
    WrongEndpoint,
    /// The thing is not attached to the certificate.
    ThingNotAttached,
    /// The IoT policy of the certificate does not allow `iot:AssumeRoleWithCertificate` on the role
    /// alias.
    PolicyDenies,
    /// There is no such role alias in this account and region.
    NoSuchRoleAlias,
    /// The role of the alias does not exist, or does not trust the service.
    RoleNotAssumable,
    /// The role alias has a longer duration than its role allows.
    DurationTooLong,
    /// The service refused for another reason.
    OtherRefusal,
    /// There were too many requests.
    Throttled,
    /// The service failed.
    ServiceFailure,
    /// One side does not accept the certificate of the other.
    Certificate,
    /// There was no connection, or it broke off.
    Connection,
    /// There was no reply in time.
    Timeout,
    /// The reply is not what the service sends.
    UnusableReply,
}

impl IotCredentialsErrorKind {
    /// What to do about it; empty if there is nothing but to wait.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::WrongEndpoint => {
                "call DescribeEndpoint with the endpoint type iot:CredentialProvider in the \
                 account and region of the certificate, and use the host that it answers"
            }
            Self::ThingNotAttached => {
                "attach the thing to the certificate (AttachThingPrincipal), or set no thing name"
            }
            Self::PolicyDenies => {
                "allow iot:AssumeRoleWithCertificate on this role alias in the IoT policy of the \
                 certificate"
            }
            Self::NoSuchRoleAlias => {
                "create the role alias in the account and region of the endpoint, or correct its \
                 name"
            }
            Self::RoleNotAssumable => {
                "check that the role of the alias exists and trusts credentials.iot.amazonaws.com"
            }
            Self::DurationTooLong => {
                "lower credentialDurationSeconds of the role alias, or raise MaxSessionDuration of \
                 its role"
            }
            Self::OtherRefusal => {
                "check the endpoint, the role alias, its role and the IoT policy of the certificate"
            }
            Self::Certificate => {
                "check that the certificate of the device is registered and active, that the clock \
                 of the device is right, and that it trusts the CA of the endpoint"
            }
            Self::InvalidSetting
            | Self::Throttled
            | Self::ServiceFailure
            | Self::Connection
            | Self::Timeout
            | Self::UnusableReply => "",
        }
    }
}
