use std::marker::PhantomData;

use serde::de::Deserializer;
use serde::ser::Serializer;
use serde_with::{DeserializeAs, SerializeAs};

/// Names the adapter of a member: `#[serde(with = "As::<Option<Int>>")]`. The derives of this crate
/// treat it as a type, those of serde as a module.
#[derive(Debug)]
pub struct As<U>(PhantomData<U>);

impl<U> As<U> {
    /// Writes a value with the adapter.
    ///
    /// # Errors
    /// The errors of the adapter.
    pub fn serialize<T, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
    where
        U: SerializeAs<T>,
    {
        U::serialize_as(value, serializer)
    }

    /// Reads a value with the adapter.
    ///
    /// # Errors
    /// The errors of the adapter.
    pub fn deserialize<'de, T, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>
    where
        U: DeserializeAs<'de, T>,
    {
        U::deserialize_as(deserializer)
    }
}

impl<T, U: SerializeAs<T>> SerializeAs<T> for As<U> {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        U::serialize_as(value, serializer)
    }
}

impl<'de, T, U: DeserializeAs<'de, T>> DeserializeAs<'de, T> for As<U> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        U::deserialize_as(deserializer)
    }
}
