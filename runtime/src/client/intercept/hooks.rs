use std::fmt;
use std::sync::Arc;

use super::CallData;
use crate::client::config::{Attempt, Interceptor};
use crate::error::BoxError;
use crate::http::{HttpRequest, HttpResponse};

/// An interceptor, as the engine calls it. By default, a stage does nothing.
pub(crate) trait Hooks: fmt::Debug + Send + Sync {
    fn on_request(
        &self,
        stage: RequestStage,
        data: &mut CallData,
        attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError>;

    fn on_response(
        &self,
        stage: ResponseStage,
        data: &mut CallData,
        attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError>;

    /// Whether it needs the client's [`Components`](crate::client::components::Components).
    #[cfg(feature = "aws")]
    fn takes_components(&self) -> bool {
        false
    }
}

/// The stages of a request. All interceptors run one stage before the next begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RequestStage {
    ReadAfterSerialization,
    ModifyBeforeRetryLoop,
    ReadBeforeAttempt,
    ModifyBeforeSigning,
    ReadBeforeSigning,
    ReadAfterSigning,
    ModifyBeforeTransmit,
    ReadBeforeTransmit,
}

impl RequestStage {
    /// Once per call.
    pub(crate) const BEFORE_ATTEMPTS: [Self; 2] =
        [Self::ReadAfterSerialization, Self::ModifyBeforeRetryLoop];
    /// Before each signature.
    pub(crate) const BEFORE_SIGNING: [Self; 3] =
        [Self::ReadBeforeAttempt, Self::ModifyBeforeSigning, Self::ReadBeforeSigning];
    /// Between signature and transport.
    pub(crate) const BEFORE_TRANSMIT: [Self; 3] =
        [Self::ReadAfterSigning, Self::ModifyBeforeTransmit, Self::ReadBeforeTransmit];
}

/// The stages of a response.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ResponseStage {
    ReadAfterTransmit,
    ModifyBeforeDeserialization,
    ReadBeforeDeserialization,
}

impl ResponseStage {
    /// In their order within a call.
    pub(crate) const ALL: [Self; 3] = [
        Self::ReadAfterTransmit,
        Self::ModifyBeforeDeserialization,
        Self::ReadBeforeDeserialization,
    ];
}

/// An interceptor that several clients can share.
#[derive(Clone)]
pub struct Hooked(Arc<dyn Hooks>);

impl Hooked {
    pub(super) fn new(hooks: impl Hooks + 'static) -> Self {
        Self(Arc::new(hooks))
    }

    pub(crate) fn hooks(&self) -> &dyn Hooks {
        &*self.0
    }

    pub(crate) fn own(interceptor: impl Interceptor + 'static) -> Self {
        Self::new(Own(interceptor))
    }
}

impl fmt::Debug for Hooked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An interceptor of this crate.
struct Own<I>(I);

impl<I: Interceptor> Hooks for Own<I> {
    fn on_request(
        &self,
        stage: RequestStage,
        _data: &mut CallData,
        attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        match stage {
            RequestStage::ModifyBeforeSigning => self.0.modify_before_signing(attempt, request),
            RequestStage::ModifyBeforeTransmit => self.0.modify_before_transmit(attempt, request),
            _ => Ok(()),
        }
    }

    fn on_response(
        &self,
        stage: ResponseStage,
        _data: &mut CallData,
        attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError> {
        match stage {
            ResponseStage::ModifyBeforeDeserialization => {
                self.0.modify_before_deserialization(attempt, response)
            }
            _ => Ok(()),
        }
    }
}

impl<I: Interceptor> fmt::Debug for Own<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
