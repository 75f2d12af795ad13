use super::Hooked;
use crate::client::config::Interceptor;

/// What can intercept calls: an [`Interceptor`] of this client, or an `Intercept` of the crate
/// `aws_smithy_runtime_api`, which is written for the AWS SDKs for Rust. A type that is both is
/// ambiguous; put it into one that is only what you mean. `Kind` is found by the compiler.
///
/// An `Intercept` sees the requests and responses of this client at the stages at which it would
/// see those of an AWS SDK, from `read_after_serialization` to `read_before_deserialization`.
/// Interceptors of a call share a config bag: what one puts there is found by all at the later
/// stages of the call. An error ends the call, and is its cause. Some things are different:
///
/// * Hooks that have inputs, outputs or the end of a call or an attempt as their subject are not
///   called: `read_before_execution`, `modify_before_serialization`, `read_before_serialization`,
///   `read_after_deserialization`, `modify_before_attempt_completion`, `read_after_attempt`,
///   `modify_before_completion` and `read_after_execution`. An input is never there to be seen.
/// * At first the config bag holds the names of service and operation (`Metadata`) and the number of
///   the attempt (`RequestAttempts`). It has no settings, and a setting that is put there changes
///   nothing.
/// * Of the runtime components those are real that tell the time and sleep, and the HTTP client if one
///   is set. No identity can be had of them, no endpoint and no signature.
/// * Requests have scheme and host from the first stage on, as endpoints are resolved before.
/// * A body is in memory, or shown empty if it is a stream.
pub trait IntoInterceptor<Kind>: sealed::IntoHooked<Kind> {}

impl<Kind, T: sealed::IntoHooked<Kind>> IntoInterceptor<Kind> for T {}

pub(super) mod sealed {
    use super::Hooked;

    pub trait IntoHooked<Kind> {
        fn into_hooked(self) -> Hooked;
    }
}

/// An interceptor of this client.
pub struct OwnKind;

impl<I: Interceptor + 'static> sealed::IntoHooked<OwnKind> for I {
    fn into_hooked(self) -> Hooked {
        Hooked::own(self)
    }
}
