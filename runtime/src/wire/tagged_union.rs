use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_with::de::DeserializeAsWrap;
use serde_with::ser::SerializeAsWrap;
use serde_with::{DeserializeAs, SerializeAs};

use crate::memory::count;

/// How an emitted union is read.
#[doc(hidden)]
pub trait TaggedUnion: Sized {
    /// The name of the type.
    const NAME: &'static str;

    /// Reads the value of the next member; `None` if it is `null`.
    fn member<'de, A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<Option<Self>, A::Error>;
}

/// Reads `{"member": value}`. `__type` and members that are `null` are ignored.
///
/// # Errors
/// There is no member, there are several, or the value has the wrong type.
pub fn read_union<'de, T: TaggedUnion, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(UnionVisitor(PhantomData))
}

/// Reads the value of a member.
///
/// # Errors
/// It has the wrong type.
pub fn read_member<'de, T, U: DeserializeAs<'de, T>, A: MapAccess<'de>>(
    map: &mut A,
) -> Result<Option<T>, A::Error> {
    Ok(map.next_value::<DeserializeAsWrap<Option<T>, Option<U>>>()?.into_inner())
}

/// Writes `{"member": value}`.
///
/// # Errors
/// The errors of the value.
pub fn write_member<T, U: SerializeAs<T>, S: Serializer>(
    name: &str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(name, &SerializeAsWrap::<T, U>::new(value))?;
    map.end()
}

/// The value of a member without data: `{}`.
#[derive(Debug, crate::Serde)]
pub struct Nothing {}

struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: TaggedUnion> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with one member, as {} is a union", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        count::<T, _>()?;
        let mut found = None;
        while let Some(name) = map.next_key::<String>()? {
            let value = match name.as_str() {
                "__type" => map.next_value::<IgnoredAny>().map(|_| None)?,
                name => T::member(name, &mut map)?,
            };
            if let Some(value) = value
                && found.replace(value).is_some()
            {
                let union = T::NAME;
                return Err(A::Error::custom(format_args!(
                    "the union {union} has more than one member: `{name}` is not the first"
                )));
            }
        }
        found.ok_or_else(|| {
            A::Error::custom(format_args!("the union {} has no member that is set", T::NAME))
        })
    }
}

/// Implements the accessors and the wire format of an emitted union. A member is
/// `Variant("name", is_variant, as_variant, Type)`, followed by an adapter if serde needs one, and
/// without the type if it has no data. Parameters are named differently from all types of a model.
#[macro_export]
#[doc(hidden)]
macro_rules! tagged_union {
    ($name:ident $(, $variant:ident($wire:literal, $is:ident, $as:ident $(, $type:ty $(, $adapter:ty)?)? $(,)?))* $(,)?) => {
        impl $name {
            $($crate::tagged_union!(@accessors $variant, $is, $as $(, $type)?);)*

            /// Whether this is a member that this version of the crate does not know.
            pub fn is_unknown(&self) -> bool {
                ::std::matches!(self, Self::Unknown)
            }
        }

        impl ::std::default::Default for $name {
            /// The value of a required member of this type that a reply lacks.
            fn default() -> Self {
                Self::Unknown
            }
        }

        impl $crate::structure::Blank for $name {
            fn blank() -> Self {
                Self::Unknown
            }
        }

        impl $crate::structure::Serialize for $name {
            fn serialize<__S: $crate::structure::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $($crate::tagged_union!(@write self, serializer, $variant, $wire $(, $type $(, $adapter)?)?);)*
                ::std::result::Result::Err(<__S::Error as $crate::structure::SerializeError>::custom(::std::concat!(
                    ::std::stringify!($name),
                    "::Unknown stands for a member that this crate does not know, and cannot be sent",
                )))
            }
        }

        impl<'de> $crate::structure::Deserialize<'de> for $name {
            fn deserialize<D: $crate::structure::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::wire::read_union(deserializer)
            }
        }

        impl $crate::wire::TaggedUnion for $name {
            const NAME: &'static str = ::std::stringify!($name);

            fn member<'de, __A: $crate::structure::MapAccess<'de>>(
                name: &str,
                map: &mut __A,
            ) -> ::std::result::Result<::std::option::Option<Self>, __A::Error> {
                match name {
                    $($wire => $crate::tagged_union!(@read map, $variant $(, $type $(, $adapter)?)?),)*
                    _ => $crate::tagged_union!(@read map, Unknown),
                }
            }
        }
    };
    (@accessors $variant:ident, $is:ident, $as:ident, $type:ty) => {
        #[doc = ::std::concat!("Whether this is `", ::std::stringify!($variant), "`.")]
        pub fn $is(&self) -> bool {
            ::std::matches!(self, Self::$variant(_))
        }

        #[doc = ::std::concat!("The value, if this is `", ::std::stringify!($variant), "`.")]
        ///
        /// # Errors
        /// This is another member, which is returned as the error.
        pub fn $as(&self) -> ::std::result::Result<&$type, &Self> {
            match self {
                Self::$variant(value) => ::std::result::Result::Ok(value),
                other => ::std::result::Result::Err(other),
            }
        }
    };
    (@accessors $variant:ident, $is:ident, $as:ident) => {
        #[doc = ::std::concat!("Whether this is `", ::std::stringify!($variant), "`.")]
        pub fn $is(&self) -> bool {
            ::std::matches!(self, Self::$variant)
        }

        #[doc = ::std::concat!("Succeeds if this is `", ::std::stringify!($variant), "`.")]
        ///
        /// # Errors
        /// This is another member, which is returned as the error.
        pub fn $as(&self) -> ::std::result::Result<(), &Self> {
            match self {
                Self::$variant => ::std::result::Result::Ok(()),
                other => ::std::result::Result::Err(other),
            }
        }
    };
    (@write $self:ident, $serializer:ident, $variant:ident, $wire:literal, $type:ty) => {
        $crate::tagged_union!(@write $self, $serializer, $variant, $wire, $type, $crate::wire::Same);
    };
    (@write $self:ident, $serializer:ident, $variant:ident, $wire:literal, $type:ty, $adapter:ty) => {
        if let Self::$variant(value) = $self {
            return $crate::wire::write_member::<$type, $adapter, __S>($wire, value, $serializer);
        }
    };
    (@write $self:ident, $serializer:ident, $variant:ident, $wire:literal) => {
        if let Self::$variant = $self {
            return $crate::wire::write_member::<$crate::wire::Nothing, $crate::wire::Same, __S>(
                $wire,
                &$crate::wire::Nothing {},
                $serializer,
            );
        }
    };
    (@read $map:ident, $variant:ident) => {
        $crate::wire::read_member::<$crate::structure::IgnoredAny, $crate::wire::Same, __A>($map)
            .map(|value| value.map(|_| Self::$variant))
    };
    (@read $map:ident, $variant:ident, $type:ty) => {
        $crate::tagged_union!(@read $map, $variant, $type, $crate::wire::Same)
    };
    (@read $map:ident, $variant:ident, $type:ty, $adapter:ty) => {
        $crate::wire::read_member::<$type, $adapter, __A>($map)
            .map(|value| value.map(|value| Self::$variant(value.into())))
    };
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the macro is for types that crates export")]
mod tests {
    use crate::wire::Int;

    #[derive(Clone, Debug, PartialEq)]
    enum Choice {
        Text(String),
        Number(i64),
        Again(Box<Choice>),
        Nothing,
        Unknown,
    }

    tagged_union!(
        Choice,
        Text("text", is_text, as_text, String),
        Number("number", is_number, as_number, i64, Int),
        Again("again", is_again, as_again, Choice),
        Nothing("nothing", is_nothing, as_nothing)
    );

    fn read(json: &str) -> Result<Choice, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_union_is_an_object_with_one_member() {
        let again = Choice::Again(Box::new(Choice::Nothing));
        for (choice, json) in [
            (Choice::Text("t".into()), r#"{"text":"t"}"#),
            (Choice::Number(-1), r#"{"number":-1}"#),
            (again, r#"{"again":{"nothing":{}}}"#),
        ] {
            assert_eq!(serde_json::to_string(&choice).unwrap(), json);
            assert_eq!(read(json), Ok(choice));
        }
    }

    #[test]
    fn what_is_null_and_the_name_of_the_type_are_passed_over() {
        let json = r#"{"__type":"Choice","text":null,"later":null,"number":2e0,"nothing":null}"#;
        assert_eq!(read(json), Ok(Choice::Number(2)));
    }

    #[test]
    fn a_member_that_is_not_known_is_read_but_cannot_be_sent() {
        let unknown = read(r#"{"later":{"a":[1]}}"#).unwrap();
        assert!(unknown.is_unknown());
        let error = serde_json::to_string(&unknown).unwrap_err().to_string();
        assert!(error.contains("Choice::Unknown stands for a member"), "{error}");
    }

    #[test]
    fn anything_but_one_member_is_an_error_that_says_so() {
        for none in ["{}", r#"{"text":null}"#, r#"{"__type":"Choice"}"#, r#"{"later":null}"#] {
            let error = read(none).unwrap_err();
            assert!(error.contains("the union Choice has no member that is set"), "{error}");
        }
        for two in [r#"{"text":"t","number":1}"#, r#"{"later":1,"text":"t"}"#] {
            let error = read(two).unwrap_err();
            assert!(error.contains("the union Choice has more than one member"), "{error}");
        }
        let error = read("[]").unwrap_err();
        assert!(error.contains("as Choice is a union"), "{error}");
        assert!(read(r#"{"number":"1"}"#).is_err());
    }

    #[test]
    fn accessors_lend_the_value_or_hand_back_the_union() {
        let choice = Choice::Again(Box::new(Choice::Text("t".into())));
        assert!(choice.is_again() && !choice.is_text() && !choice.is_number());
        assert_eq!(choice.as_again().and_then(Choice::as_text).map(String::as_str), Ok("t"));
        assert_eq!(choice.as_number(), Err(&choice));
        assert_eq!(Choice::Nothing.as_nothing(), Ok(()));
        assert_eq!(choice.as_nothing(), Err(&choice));
        assert!(Choice::Nothing.is_nothing());
    }
}
