//! Traits as typed values.

mod api;
mod auth;
mod aws;
mod catalog;
mod forms;
mod known;
mod own;
mod rules;
mod test;
mod waiters;

pub use api::*;
pub use auth::*;
pub use aws::*;
pub(crate) use catalog::{is_known, is_known_namespace, known};
pub(crate) use forms::{Stranger, strangers};
pub(crate) use known::problem;
#[cfg(test)]
pub(crate) use known::typed;
pub use own::*;
pub use rules::*;
use serde::de::DeserializeOwned;
pub use test::*;
pub use waiters::*;

use super::shape::Traits;

/// A trait whose value has a Rust type.
pub trait Trait: DeserializeOwned {
    /// The id of the trait.
    const ID: &'static str;
}

impl Traits {
    /// The value of a trait, if it is applied. Validation rejects values of the wrong type.
    pub fn get<T: Trait>(&self) -> Option<T> {
        T::deserialize(self.value(T::ID)?).ok()
    }

    /// Whether a trait is applied.
    pub fn has<T: Trait>(&self) -> bool {
        self.value(T::ID).is_some()
    }
}

/// Associates types with trait ids.
macro_rules! ids {
    ($($name:ident = $id:literal;)*) => {$(
        impl $crate::smithy::traits::Trait for $name {
            const ID: &'static str = $id;
        }
    )*};
}
pub(crate) use ids;
