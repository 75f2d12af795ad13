use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_with::SerializeAs;
use serde_with::ser::SerializeAsWrap;

/// A structure, as far as writing one goes.
#[doc(hidden)]
pub trait Write {
    /// Writes the members in the order of their names.
    fn write<W: Writer>(&self, to: &mut W);
}

/// Takes the members of a structure, one after the other. Methods return nothing, so that calls of
/// them compile fast: a writer keeps what goes wrong.
#[doc(hidden)]
pub trait Writer {
    /// Writes the next member in serde's way.
    fn member<T: Serialize>(&mut self, value: &T);

    /// Writes the next member, unless it is absent.
    fn optional<T: Serialize>(&mut self, value: &Option<T>);

    /// Writes the next member by an adapter.
    fn member_as<U: SerializeAs<T>, T>(&mut self, value: &T);

    /// Writes the next member by an adapter, unless it is absent.
    fn optional_as<U: SerializeAs<Option<T>>, T>(&mut self, value: &Option<T>);
}

/// Writes a structure.
///
/// # Errors
/// Those of its members.
pub fn write<T: Write, S: Serializer>(
    value: &T,
    structure: &'static str,
    names: &'static [&'static str],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut count = Count(0);
    value.write(&mut count);
    let to = serializer.serialize_struct(structure, count.0)?;
    let mut members = Members { names: names.iter(), to, failure: None };
    value.write(&mut members);
    match members.failure {
        Some(failure) => Err(failure),
        None => members.to.end(),
    }
}

/// How many members there are to write.
struct Count(usize);

impl Writer for Count {
    fn member<T: Serialize>(&mut self, _value: &T) {
        self.0 += 1;
    }

    fn optional<T: Serialize>(&mut self, value: &Option<T>) {
        self.0 += usize::from(value.is_some());
    }

    fn member_as<U: SerializeAs<T>, T>(&mut self, _value: &T) {
        self.0 += 1;
    }

    fn optional_as<U: SerializeAs<Option<T>>, T>(&mut self, value: &Option<T>) {
        self.0 += usize::from(value.is_some());
    }
}

struct Members<S: SerializeStruct> {
    names: std::slice::Iter<'static, &'static str>,
    to: S,
    failure: Option<S::Error>,
}

impl<S: SerializeStruct> Members<S> {
    fn next<T: Serialize>(&mut self, value: Option<&T>) {
        let (Some(name), None) = (self.names.next(), &self.failure) else { return };
        let written = match value {
            Some(value) => self.to.serialize_field(name, value),
            None => self.to.skip_field(name),
        };
        self.failure = written.err();
    }
}

impl<S: SerializeStruct> Writer for Members<S> {
    fn member<T: Serialize>(&mut self, value: &T) {
        self.next(Some(value));
    }

    fn optional<T: Serialize>(&mut self, value: &Option<T>) {
        self.next(value.as_ref().map(|_| value));
    }

    fn member_as<U: SerializeAs<T>, T>(&mut self, value: &T) {
        self.next(Some(&SerializeAsWrap::<T, U>::new(value)));
    }

    fn optional_as<U: SerializeAs<Option<T>>, T>(&mut self, value: &Option<T>) {
        let wrapped = SerializeAsWrap::<Option<T>, U>::new(value);
        self.next(value.as_ref().map(|_| &wrapped));
    }
}
