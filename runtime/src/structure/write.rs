use std::fmt::Debug;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_with::SerializeAs;
use serde_with::ser::SerializeAsWrap;

use super::Members;
use super::names::{self, Names};

/// Receives the members of a structure in order, to serialize or to show them. Methods return
/// nothing, so that calls compile fast; the writer keeps the first error.
#[doc(hidden)]
pub trait Writer {
    /// Writes the next member with serde.
    fn member<T: Serialize + Debug>(&mut self, value: &T);

    /// Writes the next member, unless it is absent.
    fn optional<T: Serialize + Debug>(&mut self, value: &Option<T>);

    /// Writes the next member with an adapter.
    fn member_as<U: SerializeAs<T>, T: Debug>(&mut self, value: &T);

    /// Writes the next member with an adapter, unless it is absent.
    fn optional_as<U: SerializeAs<Option<T>>, T: Debug>(&mut self, value: &Option<T>);
}

/// Writes a structure.
///
/// # Errors
/// The errors of its members.
pub fn write<T: Members, S: Serializer>(
    value: &T,
    structure: &'static str,
    names: &'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut count = Count(0);
    value.write(&mut count);
    let to = serializer.serialize_struct(structure, count.0)?;
    let mut members = Written { names: Names(names).into_iter(), to, failure: None };
    value.write(&mut members);
    match members.failure {
        Some(failure) => Err(failure),
        None => members.to.end(),
    }
}

/// Counts the members to write.
struct Count(usize);

impl Writer for Count {
    fn member<T: Serialize + Debug>(&mut self, _value: &T) {
        self.0 += 1;
    }

    fn optional<T: Serialize + Debug>(&mut self, value: &Option<T>) {
        self.0 += usize::from(value.is_some());
    }

    fn member_as<U: SerializeAs<T>, T: Debug>(&mut self, _value: &T) {
        self.0 += 1;
    }

    fn optional_as<U: SerializeAs<Option<T>>, T: Debug>(&mut self, value: &Option<T>) {
        self.0 += usize::from(value.is_some());
    }
}

struct Written<S: SerializeStruct> {
    names: names::Iter,
    to: S,
    failure: Option<S::Error>,
}

impl<S: SerializeStruct> Written<S> {
    fn next<T: Serialize>(&mut self, value: Option<&T>) {
        let (Some(name), None) = (self.names.next(), &self.failure) else { return };
        let written = match value {
            Some(value) => self.to.serialize_field(name, value),
            None => self.to.skip_field(name),
        };
        self.failure = written.err();
    }
}

impl<S: SerializeStruct> Writer for Written<S> {
    fn member<T: Serialize + Debug>(&mut self, value: &T) {
        self.next(Some(value));
    }

    fn optional<T: Serialize + Debug>(&mut self, value: &Option<T>) {
        self.next(value.as_ref().map(|_| value));
    }

    fn member_as<U: SerializeAs<T>, T: Debug>(&mut self, value: &T) {
        self.next(Some(&SerializeAsWrap::<T, U>::new(value)));
    }

    fn optional_as<U: SerializeAs<Option<T>>, T: Debug>(&mut self, value: &Option<T>) {
        let wrapped = SerializeAsWrap::<Option<T>, U>::new(value);
        self.next(value.as_ref().map(|_| &wrapped));
    }
}
