//! A call: from the value of an operation to its output or error.

mod authenticate;
#[cfg(feature = "aws")]
mod classifiers;
mod customize;
mod engine;
mod exchange;
mod failure;
mod inner;
mod intercept;
mod outgoing;
mod prepare;
mod presigned;
mod reconnect;
mod reserved;
#[cfg(feature = "aws")]
mod sdk;
mod secrets;
mod stop;
mod trace;

pub use self::customize::Customized;
pub use self::engine::Engine;
pub use self::presigned::PresignedRequest;
