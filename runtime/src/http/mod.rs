//! Requests and responses, as interceptors and errors expose them.

mod error;
mod header_text;
mod headers;
mod in_memory;
mod request;
mod response;
#[cfg(feature = "aws")]
mod runtime_api;
mod secret_headers;
mod uri;

pub use ::http::StatusCode;

pub use self::error::HttpError;
pub use self::header_text::HeaderText;
pub use self::headers::{Headers, HeadersIter};
pub use self::request::HttpRequest;
pub use self::response::HttpResponse;
pub(crate) use self::secret_headers::is_secret;
pub use self::uri::Uri;
