/// Gives an emitted enum, which has `as_str` and `From<&str>`, the traits that follow from them. Its
/// default is the unknown value without a text: what a reply is read as that lacks a required one.
#[macro_export]
#[doc(hidden)]
macro_rules! open_enum {
    ($name:ident) => {
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

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
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

        impl $crate::wire::Parameter for $name {
            fn for_each(&self, each: &mut dyn FnMut(&str)) {
                each(self.as_str());
            }
        }

        impl $crate::wire::FromHeader for $name {
            fn from_text(text: &str) -> ::std::result::Result<Self, ::std::string::String> {
                ::std::result::Result::Ok(Self::from(text))
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
                <::std::borrow::Cow<'de, str> as $crate::structure::Deserialize<'de>>::deserialize(
                    deserializer,
                )
                .map(|value| Self::from(value.as_ref()))
            }
        }

        impl $crate::structure::Blank for $name {
            fn blank() -> Self {
                ::std::default::Default::default()
            }
        }
    };
}
