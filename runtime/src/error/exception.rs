use serde::de::DeserializeOwned;

use super::{ErrorMetadata, ProvideErrorMetadata, Unhandled};
use crate::wire::{ErrorReply, Reply};

/// A structure that the model marks as an error.
pub trait Exception: Default + DeserializeOwned + std::error::Error + ProvideErrorMetadata {
    /// The code under which the service sends it: its name in the model.
    const CODE: &'static str;

    /// The JSON names of members that do not travel in the body, where they are ignored.
    const ELSEWHERE: &'static [&'static str] = &[];

    /// Sets code, message and request id. If the exception has no message, it gets the one of
    /// `meta`.
    fn set_meta(&mut self, meta: ErrorMetadata);

    /// Reads the members that do not travel in the body. One that cannot be read is left unset.
    fn read_reply(&mut self, _reply: &Reply<'_>) {}
}

impl ErrorReply {
    /// The modelled exception with this code. Members that cannot be read are left unset: the code
    /// and message matter more than the details.
    pub fn read<E: Exception>(&self) -> E {
        let mut exception: E = self.structure(E::ELSEWHERE);
        exception.read_reply(&Reply::of(self.shown()));
        exception.set_meta(self.metadata());
        exception
    }
}

/// An error that the service returns: one enum per operation, and one for the whole service.
pub trait OperationError: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static {
    /// The variant for the code of a reply, or the unhandled one.
    fn from_reply(reply: &ErrorReply) -> Self;

    /// An error that no exception of the model describes.
    fn from_unhandled(unhandled: Unhandled) -> Self;
}

/// The error of one operation: one that the operation declares, or another one of the service.
#[doc(hidden)]
pub trait OfService:
    std::error::Error + ProvideErrorMetadata + From<Self::Service> + Send + Sync + 'static
{
    /// The error of the service.
    type Service: OperationError;
}

#[doc(hidden)]
impl<E: OfService> OperationError for E {
    fn from_reply(reply: &ErrorReply) -> Self {
        E::Service::from_reply(reply).into()
    }

    fn from_unhandled(unhandled: Unhandled) -> Self {
        E::Service::from_unhandled(unhandled).into()
    }
}

/// An error that is a variant of another.
#[doc(hidden)]
pub trait InnerError: std::error::Error + ProvideErrorMetadata {}

impl<E: std::error::Error + ProvideErrorMetadata> InnerError for E {}

/// An enum with one error per variant.
#[doc(hidden)]
pub trait ErrorEnum {
    /// The error inside.
    fn inner(&self) -> &(dyn InnerError + 'static);
}
