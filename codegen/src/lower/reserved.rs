//! The methods that emitted types have of themselves, which members of the model stand beside. Tests
//! compare each list with what is emitted, and the last one with the runtime.

/// Of the client, beside the operations.
pub(crate) const CLIENT: &[&str] =
    &["clone", "config", "customize", "from_conf", "from_env", "new", "send"];

/// Of structures and their builders, beside accessors and setters.
pub(crate) const STRUCTURE: &[&str] = &["build", "builder", "customize", "new", "send"];

/// Of the builder of a call whose answer comes in pages.
pub(crate) const PAGINATED_CALL: &str = "into_paginator";

/// Of the builder of a call that can be waited with.
pub(crate) const WAITING_CALL: &str = "wait";

/// The field of an error that the model does not know.
pub(crate) const ERROR: &str = "meta";

/// Of the builder of a client's settings, beside those of a service.
pub(crate) const CONFIG: &[&str] = &[];
