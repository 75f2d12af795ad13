use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// Reads the name of a member: its index in the list, or `None` for an unknown name.
pub(super) struct Name {
    pub(super) names: &'static [&'static str],
    /// The index to try first: most services send members in the order of their model.
    pub(super) likely: usize,
}

impl Name {
    fn place(&self, is_it: impl Fn(&str) -> bool) -> Option<usize> {
        let (before, after) = self.names.split_at(self.likely.min(self.names.len()));
        let found = after.iter().position(|name| is_it(name)).map(|place| place + before.len());
        found.or_else(|| before.iter().position(|name| is_it(name)))
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.place(|name| name == text))
    }

    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<Self::Value, E> {
        Ok(self.place(|name| name.as_bytes() == text))
    }

    fn visit_u64<E: Error>(self, place: u64) -> Result<Self::Value, E> {
        Ok(usize::try_from(place).ok().filter(|place| *place < self.names.len()))
    }
}
