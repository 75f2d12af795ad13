use serde::de::DeserializeOwned;

use crate::error::RequestId;

/// The output of an operation.
#[doc(hidden)]
pub trait Output: DeserializeOwned + RequestId + Send {
    /// Whether the model has any member of it. If not, a reply need not have a body.
    const HAS_MEMBERS: bool;

    /// Keeps the id that the service gave to the request.
    fn set_request_id(&mut self, id: Option<String>);
}
