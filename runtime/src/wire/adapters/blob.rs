use std::borrow::Cow;

use aws_smithy_types::{Blob, base64};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serializer;
use serde_with::{DeserializeAs, SerializeAs};

/// Bytes as padded base64.
#[derive(Debug)]
pub struct Base64;

impl SerializeAs<Blob> for Base64 {
    fn serialize_as<S: Serializer>(value: &Blob, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64::encode(value.as_ref()))
    }
}

impl<'de> DeserializeAs<'de, Blob> for Base64 {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Blob, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        base64::decode(text).map(Blob::new).map_err(|_| D::Error::custom("expected base64"))
    }
}
