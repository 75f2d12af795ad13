//! Interceptors as the engine calls them, independent of their trait.

mod call_data;
mod hooks;
mod into_interceptor;
mod request_changes;
#[cfg(feature = "aws")]
mod sdk;

pub(crate) use self::call_data::CallData;
pub(crate) use self::hooks::{Hooked, RequestStage, ResponseStage};
pub use self::into_interceptor::IntoInterceptor;
pub(super) use self::request_changes::{MapRequest, MutateRequest};
