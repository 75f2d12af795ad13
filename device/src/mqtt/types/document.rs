use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// A job document, as the service sent it: the text of a JSON value.
///
/// The text is kept, not a [`Value`], which would round big numbers, and cannot hold each document
/// that the service accepts. So a document that a device cannot read does not hide its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobDocument(String);

impl JobDocument {
    /// The JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The JSON.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The document as a JSON value.
    ///
    /// # Errors
    /// It is nested too deeply, or has a number that is too big.
    pub fn to_value(&self) -> serde_json::Result<Value> {
        self.parse()
    }

    /// The document as a value of this type.
    ///
    /// # Errors
    /// It does not match the type.
    pub fn parse<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for JobDocument {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(json)?;
        Ok(Self(String::from(Box::<str>::from(raw))))
    }
}
