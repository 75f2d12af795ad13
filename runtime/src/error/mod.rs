//! What a failed call returns.

mod build_error;
mod call;
pub(crate) mod cause;
#[cfg(feature = "aws")]
pub(crate) mod connector_error;
mod decode_error;
mod exception;
mod facts;
mod macros;
mod one_line;
mod request_id;
mod response_error;
mod sdk_error;
mod service_error;
mod transport_error;
mod transport_text;
mod unhandled;
mod unknown_variant;

pub use aws_smithy_types::error::display::DisplayErrorContext;
pub use aws_smithy_types::error::metadata::{ErrorMetadata, ProvideErrorMetadata};
pub use build_error::BuildError;
pub use call::{Call, CallFailure};
pub use decode_error::DecodeError;
#[doc(hidden)]
pub use exception::{ErrorEnum, InnerError, OfService};
pub use exception::{Exception, OperationError};
#[doc(hidden)]
pub use one_line::OneLine;
pub use request_id::RequestId;
pub use response_error::ResponseError;
pub use sdk_error::SdkError;
pub use service_error::ServiceError;
#[cfg(feature = "async")]
pub(crate) use transport_error::is_server_certificate_out_of_date;
pub use transport_error::{TransportError, TransportError as ConnectorError, TransportErrorKind};
pub use unhandled::Unhandled;
pub use unknown_variant::UnknownVariantError;

/// Any error, as a cause.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
