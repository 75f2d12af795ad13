use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::{FromHeader, Parameter};
use crate::error::UnknownVariantError;

/// A string enum, to which a newer service may add values.
#[doc(hidden)]
pub trait OpenEnum: AsRef<str> + for<'a> From<&'a str> {}

impl<T: OpenEnum> Parameter for T {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        each(self.as_ref());
    }
}

impl<T: OpenEnum> FromHeader for T {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(Self::from(text))
    }
}

/// Reads an open enum with serde.
///
/// # Errors
/// It is not a text.
pub fn read_open_enum<'de, T: OpenEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Cow::<'de, str>::deserialize(deserializer).map(|text| T::from(&text))
}

/// The value, if it is one of these texts.
///
/// # Errors
/// It is none of these texts.
pub fn known<T: OpenEnum>(value: T, values: &[&str]) -> Result<T, UnknownVariantError> {
    match values.contains(&value.as_ref()) {
        true => Ok(value),
        false => Err(UnknownVariantError::new(value.as_ref())),
    }
}

/// Implements the traits of an emitted enum that follow from `as_str` and `From<&str>`. Values are
/// compared, ordered and hashed by their texts. The default is the unknown value with an empty
/// text, which stands for a required value that a reply lacks.
#[macro_export]
#[doc(hidden)]
macro_rules! open_enum {
    ($name:ident) => {
        impl $crate::wire::OpenEnum for $name {}

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::Unknown(::std::string::String::new())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            // `Self::Err` would be ambiguous with a variant of that name.
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(value))
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(self.cmp(other))
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl $crate::structure::Serialize for $name {
            fn serialize<S: $crate::structure::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::structure::Deserialize<'de> for $name {
            fn deserialize<D: $crate::structure::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::wire::read_open_enum(deserializer)
            }
        }

        impl $crate::structure::Blank for $name {
            fn blank() -> Self {
                Self::Unknown(::std::string::String::new())
            }
        }
    };
}
