//! The functions of Smithy's rules engine, for endpoint rules.
//!
//! A generated `endpoint.rs` contains the rules as Rust code that calls these functions. Text is
//! borrowed from the parameters where possible.

mod arn;
mod auth_scheme;
mod bucket;
mod host_label;
mod partition;
mod text;
mod url;

pub use arn::{Arn, parse_arn};
pub use auth_scheme::AuthScheme;
pub use bucket::is_virtual_hostable_s3_bucket;
pub use host_label::is_valid_host_label;
pub use partition::{Partition, partition};
pub use serde_json::Value;
pub use text::{item, split, substring, uri_encode};
pub use url::{Url, parse_url};
