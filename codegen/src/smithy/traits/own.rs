//! `sdk.codegen`: this project's own.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Range, ids};

/// Several ranges, one of which must hold.
#[derive(Clone, Debug, Deserialize)]
pub struct Ranges(pub Vec<Range>);

/// Headers of every request of a service, by their names. A member that is bound to one of them
/// goes before, if it is set.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RequestHeaders(pub BTreeMap<String, String>);

/// What stands in the labels of a service, by the names of their members, if a caller leaves them
/// out or empty.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LabelDefaults(pub BTreeMap<String, String>);

/// An operation with the tree hash of its body in a header.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Sha256TreeHash {}

ids! {
    LabelDefaults = "sdk.codegen#labelDefaults";
    Ranges = "sdk.codegen#ranges";
    RequestHeaders = "sdk.codegen#requestHeaders";
    Sha256TreeHash = "sdk.codegen#sha256TreeHash";
}
