use super::Hooked;
use crate::client::config::Interceptor;

/// A type that can intercept calls: an [`Interceptor`] of this crate, or an `Intercept` of the
/// crate `aws_smithy_runtime_api`, for the AWS SDKs for Rust. A type that implements both is
/// ambiguous; wrap it in a type that implements one. `Kind` is inferred.
///
/// An `Intercept` receives the requests and responses of this client at the same stages as in an
/// AWS SDK, from `read_after_serialization` to `read_before_deserialization`. The interceptors of a
/// call share a config bag, which keeps its contents during the call. An error ends the call and
/// becomes its cause. There are differences:
///
/// * Hooks for inputs, outputs and the end of a call or an attempt are not called:
///   `read_before_execution`, `modify_before_serialization`, `read_before_serialization`,
///   `read_after_deserialization`, `modify_before_attempt_completion`, `read_after_attempt`,
///   `modify_before_completion` and `read_after_execution`. The input is never available.
/// * The config bag initially contains the names of service and operation (`Metadata`) and the
///   number of the attempt (`RequestAttempts`). It contains no settings, and settings that are
///   added have no effect.
/// * Of the runtime components, only the time source, the timer and the HTTP client (if set) work.
///   There are no identities, endpoints or signers.
/// * Requests have scheme and host from the first stage on, because the endpoint is resolved
///   earlier.
/// * A body is in memory, or appears empty if it is a stream.
pub trait IntoInterceptor<Kind>: sealed::IntoHooked<Kind> {}

impl<Kind, T: sealed::IntoHooked<Kind>> IntoInterceptor<Kind> for T {}

pub(super) mod sealed {
    use super::Hooked;

    pub trait IntoHooked<Kind> {
        fn into_hooked(self) -> Hooked;
    }
}

/// An interceptor of this crate.
pub struct OwnKind;

impl<I: Interceptor + 'static> sealed::IntoHooked<OwnKind> for I {
    fn into_hooked(self) -> Hooked {
        Hooked::own(self)
    }
}
