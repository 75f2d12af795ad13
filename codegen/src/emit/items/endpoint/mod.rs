mod context;
mod rules;
mod value;

pub(in crate::emit) use self::context::endpoint_of_input;
pub(in crate::emit) use self::rules::rules_or_error;
