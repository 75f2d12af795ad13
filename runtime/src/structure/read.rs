use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_with::DeserializeAs;
use serde_with::de::DeserializeAsWrap;

use super::Blank;
use super::name::Name;
use crate::memory::count;

/// How a structure is read.
#[doc(hidden)]
pub trait Read: Sized {
    /// Reads the member with that index in the list of names.
    fn read<'de, R: Reader<'de>>(&mut self, member: usize, from: &mut R);
}

// The derive implements it for structures without `Default`.
impl<T: Read + Default> Blank for T {
    fn blank() -> Self {
        Self::default()
    }
}

/// The value of a member. Methods return nothing, so that calls compile fast; the reader keeps the
/// first error.
#[doc(hidden)]
pub trait Reader<'de> {
    /// Reads it with serde.
    fn member<T: Deserialize<'de>>(&mut self, to: &mut T);

    /// Reads it with an adapter.
    fn member_as<U: DeserializeAs<'de, T>, T>(&mut self, to: &mut T);
}

/// Reads a structure. `required` are the indices of members that must be present.
///
/// # Errors
/// It is not a map, lacks a required member, or a member has a value of the wrong type.
pub fn read<'de, T: Read + Blank, D: Deserializer<'de>>(
    structure: &'static str,
    names: &'static [&'static str],
    required: &'static [usize],
    deserializer: D,
) -> Result<T, D::Error> {
    let visitor = StructureVisitor { structure, names, required, kind: PhantomData };
    deserializer.deserialize_struct(structure, names, visitor)
}

struct StructureVisitor<T> {
    structure: &'static str,
    names: &'static [&'static str],
    required: &'static [usize],
    kind: PhantomData<T>,
}

impl<'de, T: Read + Blank> Visitor<'de> for StructureVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", self.structure)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        count::<T, _>()?;
        let mut value = T::blank();
        let mut missing = self.required.to_vec();
        let mut members = Members { map, failure: None };
        let mut likely = 0;
        while let Some(place) = members.map.next_key_seed(Name { names: self.names, likely })? {
            let Some(place) = place else {
                members.map.next_value::<IgnoredAny>()?;
                continue;
            };
            value.read(place, &mut members);
            if let Some(failure) = members.failure {
                return Err(failure);
            }
            missing.retain(|missing| *missing != place);
            likely = place + 1;
        }
        match missing.first() {
            Some(place) => Err(A::Error::missing_field(self.names[*place])),
            None => Ok(value),
        }
    }
}

struct Members<'de, A: MapAccess<'de>> {
    map: A,
    failure: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Reader<'de> for Members<'de, A> {
    fn member<T: Deserialize<'de>>(&mut self, to: &mut T) {
        match self.map.next_value() {
            Ok(value) => *to = value,
            Err(failure) => self.failure = Some(failure),
        }
    }

    fn member_as<U: DeserializeAs<'de, T>, T>(&mut self, to: &mut T) {
        match self.map.next_value::<DeserializeAsWrap<T, U>>() {
            Ok(value) => *to = value.into_inner(),
            Err(failure) => self.failure = Some(failure),
        }
    }
}
