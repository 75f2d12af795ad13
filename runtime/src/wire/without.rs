use serde::ser::{Error, Impossible, Serialize, SerializeStruct, Serializer};

use super::label::is_label;

/// A structure without the members that travel outside its body.
pub(crate) struct Without<'a, T> {
    pub(crate) value: &'a T,
    /// The path of the request: members that are its labels are omitted.
    pub(crate) path: &'static str,
    /// The names of other members to omit.
    pub(crate) elsewhere: &'a [&'a str],
}

impl<T: Serialize> Serialize for Without<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Filter { serializer, path: self.path, elsewhere: self.elsewhere })
    }
}

struct Filter<'a, S> {
    serializer: S,
    path: &'static str,
    elsewhere: &'a [&'a str],
}

struct FilterStruct<'a, S> {
    members: S,
    path: &'static str,
    elsewhere: &'a [&'a str],
}

impl<S: SerializeStruct> SerializeStruct for FilterStruct<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        if self.elsewhere.contains(&key) || is_label(self.path, key) {
            return Ok(());
        }
        self.members.serialize_field(key, value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.members.end()
    }
}

/// Any value except a structure is an error: inputs are structures.
macro_rules! refuse {
    ($($method:ident($($argument:ty),*) -> $answer:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$answer, S::Error> {
            Err(not_a_structure())
        }
    )*};
}

macro_rules! refuse_generic {
    ($($method:ident($($argument:ty),*);)*) => {$(
        fn $method<T: Serialize + ?Sized>(self, $(_: $argument,)* _: &T) -> Result<S::Ok, S::Error> {
            Err(not_a_structure())
        }
    )*};
}

fn not_a_structure<E: Error>() -> E {
    E::custom("only a structure can be sent partly in its body")
}

impl<'a, S: Serializer> Serializer for Filter<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = FilterStruct<'a, S::SerializeStruct>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_struct(
        self,
        name: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        // Serializers treat the length as a hint, except that serde_json closes an empty object at
        // once.
        let members = self.serializer.serialize_struct(name, len.max(1))?;
        Ok(FilterStruct { members, path: self.path, elsewhere: self.elsewhere })
    }

    refuse! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    refuse_generic! {
        serialize_some();
        serialize_newtype_struct(&'static str);
        serialize_newtype_variant(&'static str, u32, &'static str);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize)]
    struct Input {
        label: &'static str,
        body: Option<i32>,
    }

    #[test]
    fn members_that_travel_elsewhere_are_left_out() {
        let value = &Input { label: "t", body: Some(1) };
        let json =
            |path, elsewhere| serde_json::to_string(&Without { value, path, elsewhere }).unwrap();
        assert_eq!(json("/a", &["label"]), r#"{"body":1}"#);
        assert_eq!(json("/{label}/b", &[]), r#"{"body":1}"#);
        assert_eq!(json("/{label+}", &["body"]), "{}");
        assert_eq!(json("/label/{labels}", &[]), r#"{"label":"t","body":1}"#);
    }
}
