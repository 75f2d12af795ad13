use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_with::DeserializeAs;
use serde_with::de::DeserializeAsWrap;

use super::name::Name;
use super::names::{Names, Place};
use super::{Blank, Members};
use crate::memory::count;

/// The value of a member. Methods return nothing, so that calls compile fast; the reader keeps the
/// first error.
#[doc(hidden)]
pub trait Reader {
    /// Reads it with serde.
    fn member<T: DeserializeOwned>(&mut self, to: &mut T);

    /// Reads it with an adapter.
    fn member_as<U: for<'de> DeserializeAs<'de, T>, T>(&mut self, to: &mut T);
}

/// Reads a structure. `required` has the names of members that must be present.
///
/// # Errors
/// It is not a map, lacks a required member, or a member has a value of the wrong type.
pub fn read<'de, T: Members + Blank, D: Deserializer<'de>>(
    structure: &'static str,
    names: &'static str,
    required: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    let [names, required] = [names, required].map(Names);
    let visitor = StructureVisitor { structure, names, required, kind: PhantomData };
    // A format that has names does not need the list of them.
    deserializer.deserialize_struct(structure, &[], visitor)
}

struct StructureVisitor<T> {
    structure: &'static str,
    names: Names,
    required: Names,
    kind: PhantomData<T>,
}

impl<'de, T: Members + Blank> Visitor<'de> for StructureVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", self.structure)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        count::<T, _>()?;
        let mut value = T::blank();
        let mut missing: Vec<&str> = self.required.into_iter().collect();
        let mut members = Found { map, failure: None };
        let mut likely = Place::default();
        while let Some(found) = members.map.next_key_seed(Name { names: self.names, likely })? {
            let Some(place) = found else {
                members.map.next_value::<IgnoredAny>()?;
                continue;
            };
            value.read(place.index, &mut members);
            if let Some(failure) = members.failure {
                return Err(failure);
            }
            if !missing.is_empty() {
                let name = self.names.name(place);
                missing.retain(|missing| Some(*missing) != name);
            }
            likely = self.names.after(place);
        }
        match missing.first() {
            Some(name) => Err(A::Error::missing_field(name)),
            None => Ok(value),
        }
    }
}

struct Found<'de, A: MapAccess<'de>> {
    map: A,
    failure: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Reader for Found<'de, A> {
    fn member<T: DeserializeOwned>(&mut self, to: &mut T) {
        match self.map.next_value() {
            Ok(value) => *to = value,
            Err(failure) => self.failure = Some(failure),
        }
    }

    fn member_as<U: for<'of> DeserializeAs<'of, T>, T>(&mut self, to: &mut T) {
        match self.map.next_value::<DeserializeAsWrap<T, U>>() {
            Ok(value) => *to = value.into_inner(),
            Err(failure) => self.failure = Some(failure),
        }
    }
}
