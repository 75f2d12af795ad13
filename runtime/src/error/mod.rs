//! What comes back when a call fails.

mod build_error;
mod call;
pub(crate) mod cause;
mod decode_error;
mod exception;
mod macros;
mod one_line;
mod sdk_error;
mod transport_error;
mod transport_text;
mod unhandled;
mod unknown_variant;

pub use aws_smithy_types::error::display::DisplayErrorContext;
pub use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
pub use aws_types::request_id::RequestId;
pub use build_error::BuildError;
pub use call::{Call, CallFailure, ServiceError};
pub use decode_error::DecodeError;
#[doc(hidden)]
pub use exception::{ErrorEnum, InnerError, OfService};
pub use exception::{Exception, OperationError};
#[doc(hidden)]
pub use one_line::OneLine;
pub use sdk_error::SdkError;
pub use transport_error::{TransportError, TransportErrorKind};
pub use unhandled::Unhandled;
pub use unknown_variant::UnknownVariantError;

/// Any error, as a cause.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
