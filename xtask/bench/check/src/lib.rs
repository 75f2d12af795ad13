//! Depends on the official client, and is nothing itself.
