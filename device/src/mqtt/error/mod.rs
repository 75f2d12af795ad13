//! What can go wrong with a request over MQTT.

mod into_call_error;
mod invalid_setting;
mod rejection;
mod request_error;

pub use self::invalid_setting::InvalidSetting;
pub use self::rejection::{Rejection, RejectionCode};
pub use self::request_error::RequestError;
