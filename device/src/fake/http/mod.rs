//! The fake as a transport of the clients.

mod body;
mod reply;
mod route;
mod transport;

pub use self::transport::FakeTransport;
