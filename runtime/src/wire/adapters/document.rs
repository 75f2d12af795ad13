use std::collections::HashMap;

use aws_smithy_types::{Document, Number};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;
use serde_with::{DeserializeAs, SerializeAs};

/// Reads JSON as a document.
///
/// # Errors
/// The text is not JSON.
pub fn parse_document(json: &str) -> Result<Document, serde_json::Error> {
    serde_json::from_str(json).map(document)
}

/// A document as the JSON value that it is.
#[derive(Debug)]
pub struct JsonValue;

impl SerializeAs<Document> for JsonValue {
    fn serialize_as<S: Serializer>(value: &Document, serializer: S) -> Result<S::Ok, S::Error> {
        Json(value).serialize(serializer)
    }
}

impl<'de> DeserializeAs<'de, Document> for JsonValue {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Document, D::Error> {
        Value::deserialize(deserializer).map(document)
    }
}

struct Json<'a>(&'a Document);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Document::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, &Json(value))?;
                }
                map.end()
            }
            Document::Array(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(&Json(value))?;
                }
                list.end()
            }
            Document::Number(Number::PosInt(value)) => serializer.serialize_u64(*value),
            Document::Number(Number::NegInt(value)) => serializer.serialize_i64(*value),
            Document::Number(Number::Float(value)) => serializer.serialize_f64(*value),
            Document::String(value) => serializer.serialize_str(value),
            Document::Bool(value) => serializer.serialize_bool(*value),
            Document::Null => serializer.serialize_unit(),
        }
    }
}

fn document(value: Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(value),
        Value::String(value) => Document::String(value),
        Value::Array(values) => Document::Array(values.into_iter().map(document).collect()),
        Value::Object(members) => Document::Object(
            members
                .into_iter()
                .map(|(key, value)| (key, document(value)))
                .collect::<HashMap<_, _>>(),
        ),
        Value::Number(number) => Document::Number(match (number.as_u64(), number.as_i64()) {
            (Some(value), _) => Number::PosInt(value),
            (None, Some(value)) => Number::NegInt(value),
            (None, None) => Number::Float(number.as_f64().unwrap_or(f64::NAN)),
        }),
    }
}
