use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Layer};

use crate::client::config::Attempt;
use crate::client::intercept::CallData;
use crate::error::BoxError;

/// What the interceptors of a call receive in addition to its messages, and the data that they
/// keep.
pub(super) struct SdkCall {
    pub(super) components: RuntimeComponents,
    pub(super) bag: ConfigBag,
}

impl SdkCall {
    /// The data of a call, for this attempt.
    pub(super) fn of(data: &mut CallData, attempt: Attempt) -> Result<&mut Self, BoxError> {
        let call = data.get_or_make(|service, components| {
            Ok(Self::new(service, attempt.operation, components.runtime()?.clone()))
        })?;
        call.bag.interceptor_state().store_put(RequestAttempts::new(attempt.number));
        Ok(call)
    }

    fn new(service: &'static str, operation: &'static str, components: RuntimeComponents) -> Self {
        let mut names = Layer::new("smithy-client-runtime");
        names.store_put(Metadata::new(operation, service));
        Self { components, bag: ConfigBag::of_layers([names]) }
    }
}
