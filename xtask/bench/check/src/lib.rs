//! Depends on the official client, for `cargo check`.
