use std::collections::HashMap;
use std::fmt;

use aws_smithy_types::{Document, Number};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

use crate::memory::{count_entry_of_list, count_entry_of_map};

/// Reads JSON as a document.
///
/// # Errors
/// The text is not JSON.
pub fn parse_document(json: &str) -> Result<Document, serde_json::Error> {
    serde_json::from_str(json).map(|Read(document)| document)
}

/// A document as a JSON value.
#[derive(Debug)]
pub struct JsonValue;

impl SerializeAs<Document> for JsonValue {
    fn serialize_as<S: Serializer>(value: &Document, serializer: S) -> Result<S::Ok, S::Error> {
        Json(value).serialize(serializer)
    }
}

impl<'de> DeserializeAs<'de, Document> for JsonValue {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Document, D::Error> {
        Read::deserialize(deserializer).map(|Read(document)| document)
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

/// A document that is being read.
struct Read(Document);

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DocumentVisitor).map(Self)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Document, E> {
        Ok(Document::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Document, E> {
        Ok(Document::Number(Number::PosInt(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Document, E> {
        let number = u64::try_from(value).map_or(Number::NegInt(value), Number::PosInt);
        Ok(Document::Number(number))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Document, E> {
        Ok(Document::Number(Number::Float(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Document, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Document, E> {
        Ok(Document::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Document, A::Error> {
        let mut values = Vec::new();
        while let Some(Read(value)) = list.next_element()? {
            count_entry_of_list(&values)?;
            values.push(value);
        }
        Ok(Document::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut members = HashMap::new();
        while let Some((key, Read(value))) = map.next_entry()? {
            count_entry_of_map(&members)?;
            members.insert(key, value);
        }
        Ok(Document::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use serde_with::ser::SerializeAsWrap;

    use super::*;

    #[test]
    fn a_document_is_any_json() {
        let json =
            r#"[null,true,18446744073709551615,-9223372036854775808,0.5,"t",{"a":{"b":[]}},{}]"#;
        let document = parse_document(json).unwrap();
        let Document::Array(values) = &document else { panic!("{document:?}") };
        assert_eq!(values[2], Document::Number(Number::PosInt(u64::MAX)));
        assert_eq!(values[3], Document::Number(Number::NegInt(i64::MIN)));
        let written = serde_json::to_string(&SerializeAsWrap::<_, JsonValue>::new(&document));
        assert_eq!(written.unwrap(), json);
        for wrong in ["", "nul", "[1", "{1:2}", "1e400"] {
            assert!(parse_document(wrong).is_err(), "{wrong}");
        }
    }
}
