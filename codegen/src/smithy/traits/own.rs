//! `sdk.codegen`: the traits of this project.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Range, ids};

/// Several ranges, one of which must contain the value.
#[derive(Clone, Debug, Deserialize)]
pub struct Ranges(pub Vec<Range>);

/// Headers of every request of a service, by name. A member that is bound to one of them takes
/// precedence if it is set.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RequestHeaders(pub BTreeMap<String, String>);

/// Default values for the labels of a service, by member name, if a caller leaves them absent or
/// empty.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LabelDefaults(pub BTreeMap<String, String>);

/// An operation that sends the tree hash of its body in a header.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Sha256TreeHash {}

ids! {
    LabelDefaults = "sdk.codegen#labelDefaults";
    Ranges = "sdk.codegen#ranges";
    RequestHeaders = "sdk.codegen#requestHeaders";
    Sha256TreeHash = "sdk.codegen#sha256TreeHash";
}
