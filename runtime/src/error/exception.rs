use serde::de::DeserializeOwned;

use super::{ErrorMetadata, ProvideErrorMetadata, Unhandled};
use crate::wire::{ErrorReply, Reply};

/// A structure that the model marks as an error.
pub trait Exception: Default + DeserializeOwned + std::error::Error + ProvideErrorMetadata {
    /// The code under which the service sends it: its name in the model.
    const CODE: &'static str;

    /// The JSON names of members that do not travel in the body. They are not looked for there.
    const ELSEWHERE: &'static [&'static str] = &[];

    /// Attaches code, message and request id, and takes the message from there if there is none.
    fn set_meta(&mut self, meta: ErrorMetadata);

    /// Reads the members that do not travel in the body. One that cannot be read is left unset.
    fn read_reply(&mut self, _reply: &Reply<'_>) {}
}

impl ErrorReply {
    /// The modelled exception that the code names. Members that cannot be read are left unset:
    /// what went wrong matters more than its details.
    pub fn read<E: Exception>(&self) -> E {
        let mut exception: E = self.structure(E::ELSEWHERE);
        exception.read_reply(&Reply::of(self.shown()));
        exception.set_meta(self.metadata());
        exception
    }
}

/// What an operation may object: one enum an operation, and one for the whole service.
pub trait OperationError: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static {
    /// The variant that the code of a reply names, or the unhandled one.
    fn from_reply(reply: &ErrorReply) -> Self;

    /// An error that no exception of the model describes.
    fn from_unhandled(unhandled: Unhandled) -> Self;
}

/// The error of one operation, which is one of its own or one of its service.
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

/// An error that is in the variant of another.
#[doc(hidden)]
pub trait InnerError: std::error::Error + ProvideErrorMetadata {}

impl<E: std::error::Error + ProvideErrorMetadata> InnerError for E {}

/// An enum of errors, one in each variant.
#[doc(hidden)]
pub trait ErrorEnum {
    /// The error inside.
    fn inner(&self) -> &(dyn InnerError + 'static);
}
