//! What the endpoint rules of models compute with: the functions of Smithy's rules engine.
//!
//! A generated `endpoint.rs` is rules as plain Rust, and calls these. Texts are borrowed from the
//! parameters wherever the rules allow it.

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
