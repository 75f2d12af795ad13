//! Authentication by the certificate of a device, with and without AWS credentials. Both clients
//! must do the same.

mod alone;
mod calls;
mod connections;
mod handed_over;
mod settings;
mod with_keys;
