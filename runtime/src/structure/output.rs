use serde::de::DeserializeOwned;

use crate::error::RequestId;

/// The output of an operation.
#[doc(hidden)]
pub trait Output: DeserializeOwned + RequestId + Send {
    /// Whether the model has any member of it. If not, the body of a reply may be empty.
    const HAS_MEMBERS: bool;

    /// Stores the request id.
    fn set_request_id(&mut self, id: Option<String>);
}
