//! How lists and maps are read: what happens to `null`, and how their memory is counted.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

use serde::de::{Deserialize, MapAccess, SeqAccess, Visitor};
use serde_with::DeserializeAs;
use serde_with::de::DeserializeAsWrap;

use crate::memory::{count_entry_of_list, count_entry_of_map};

/// What happens to the entries of a list or map, including `null`.
pub(super) trait Keep<T> {
    /// The type of the entries that are kept.
    type Entry;

    /// `None` if it is dropped.
    fn keep(entry: Option<T>) -> Option<Self::Entry>;
}

pub(super) struct List<T, U, H>(pub(super) PhantomData<(T, U, H)>);

impl<'de, T, U: DeserializeAs<'de, T>, H: Keep<T>> Visitor<'de> for List<T, U, H> {
    type Value = Vec<H::Entry>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = list.next_element::<DeserializeAsWrap<_, Option<U>>>()? {
            let Some(member) = H::keep(member.into_inner()) else { continue };
            count_entry_of_list(&members)?;
            members.push(member);
        }
        Ok(members)
    }
}

pub(super) struct Map<K, T, U, H>(pub(super) PhantomData<(K, T, U, H)>);

impl<'de, K, T, U, H> Visitor<'de> for Map<K, T, U, H>
where
    K: Deserialize<'de> + Eq + Hash,
    U: DeserializeAs<'de, T>,
    H: Keep<T>,
{
    type Value = HashMap<K, H::Entry>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = HashMap::new();
        while let Some((key, value)) = map.next_entry::<K, DeserializeAsWrap<_, Option<U>>>()? {
            let Some(value) = H::keep(value.into_inner()) else { continue };
            count_entry_of_map(&entries)?;
            entries.insert(key, value);
        }
        Ok(entries)
    }
}
