use std::sync::LazyLock;

use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Layer};

use super::components::components;
use crate::client::config::Attempt;
use crate::client::intercept::CallData;
use crate::error::BoxError;

/// What interceptors of a call are told beside its messages, and what they keep.
pub(super) struct SdkCall {
    pub(super) components: RuntimeComponents,
    pub(super) bag: ConfigBag,
}

impl SdkCall {
    /// That of a call, at this attempt.
    pub(super) fn of(data: &mut CallData, attempt: Attempt) -> Result<&mut Self, BoxError> {
        let call = data.get_or_make(|service| Self::new(service, attempt.operation))?;
        call.bag.interceptor_state().store_put(RequestAttempts::new(attempt.number));
        Ok(call)
    }

    fn new(service: &'static str, operation: &'static str) -> Result<Self, BoxError> {
        let components = COMPONENTS.clone()?;
        let mut names = Layer::new("smithy-client-runtime");
        names.store_put(Metadata::new(operation, service));
        Ok(Self { components, bag: ConfigBag::of_layers([names]) })
    }
}

static COMPONENTS: LazyLock<Result<RuntimeComponents, String>> =
    LazyLock::new(|| components().map_err(|error| error.to_string()));
