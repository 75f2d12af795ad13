use std::fmt;

use aws_smithy_types::base64;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Bytes in a recording: text as it is, other bytes as `{"base64": "…"}`.
#[derive(Debug)]
pub(super) enum Octets {
    Text(String),
    Binary(Binary),
}

#[derive(Debug, crate::Serde)]
pub(super) struct Binary {
    base64: String,
}

impl Octets {
    pub(super) fn new(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Binary(Binary { base64: base64::encode(bytes) }),
        }
    }

    pub(super) fn into_bytes(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Binary(Binary { base64 }) => {
                base64::decode(base64).map_err(|error| error.to_string())
            }
        }
    }
}

impl Serialize for Octets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Binary(binary) => binary.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Octets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OctetsVisitor)
    }
}

struct OctetsVisitor;

impl<'de> Visitor<'de> for OctetsVisitor {
    type Value = Octets;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or an object with `base64`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Octets, E> {
        Ok(Octets::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Octets, A::Error> {
        Binary::deserialize(MapAccessDeserializer::new(map)).map(Octets::Binary)
    }
}
