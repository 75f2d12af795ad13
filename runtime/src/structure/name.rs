use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use super::names::{Names, Place};

/// Reads the name of a member: its place among the names, or `None` for an unknown name.
pub(super) struct Name {
    pub(super) names: Names,
    /// The place to try first: most services send members in the order of their model.
    pub(super) likely: Place,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<Place>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<Place>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.names.find(text.as_bytes(), self.likely))
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<Self::Value, E> {
        Ok(usize::try_from(index).ok().and_then(|index| self.names.at(index)))
    }

    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<Self::Value, E> {
        Ok(self.names.find(text, self.likely))
    }
}
