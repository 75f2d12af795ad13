use std::fmt;
use std::marker::PhantomData;

use aws_smithy_types::DateTime;
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde_with::{As, DeserializeAs, Same, SerializeAs};

/// The value of an absent member, where it is not the `Default` of its type.
#[doc(hidden)]
pub trait MemberDefault {
    /// The type of the member.
    type Value;

    /// The value.
    fn value() -> Self::Value;
}

/// A value that is `D` if it is `null`. Adapters do not see absent members.
pub struct OrElse<D, U = Same>(PhantomData<(D, U)>);

impl<D, U> fmt::Debug for OrElse<D, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrElse")
    }
}

impl<T, D, U: SerializeAs<T>> SerializeAs<T> for OrElse<D, U> {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        As::<U>::serialize(value, serializer)
    }
}

impl<'de, T, D, U> DeserializeAs<'de, T> for OrElse<D, U>
where
    D: MemberDefault<Value = T>,
    U: DeserializeAs<'de, T>,
{
    fn deserialize_as<R: Deserializer<'de>>(deserializer: R) -> Result<T, R::Error> {
        let value: Option<T> = As::<Option<U>>::deserialize(deserializer)?;
        Ok(value.unwrap_or_else(D::value))
    }
}

/// The zero timestamp.
#[derive(Debug)]
pub struct UnixEpoch;

impl MemberDefault for UnixEpoch {
    type Value = DateTime;

    fn value() -> DateTime {
        DateTime::from_secs(0)
    }
}

/// `member_defaults!(default, name(String = "unnamed".to_owned()), retries(i32 = 3))` declares
/// `default::name` and `default::retries`.
#[macro_export]
#[doc(hidden)]
macro_rules! member_defaults {
    ($module:ident $(, $field:ident($type:ty = $value:expr))+ $(,)?) => {
        mod $module {
            $(
                #[allow(non_camel_case_types)]
                #[derive(Debug)]
                pub(super) struct $field;
            )+
        }

        $(
            impl $crate::wire::MemberDefault for $module::$field {
                type Value = $type;

                fn value() -> $type {
                    $value
                }
            }
        )+
    };
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::Structure;
    use crate::wire::{As, EpochSeconds, Int};

    #[derive(Structure)]
    #[serde(default)]
    struct Holder {
        #[member(default = "default::name")]
        #[serde(with = "As::<OrElse<default::name>>")]
        name: String,
        #[member(default = "default::retries")]
        #[serde(with = "As::<OrElse<default::retries, Int>>")]
        retries: i32,
        #[member(default = "UnixEpoch")]
        #[serde(with = "As::<OrElse<UnixEpoch, EpochSeconds>>")]
        since: DateTime,
        size: Option<u8>,
    }

    member_defaults!(default, name(String = "unnamed".to_owned()), retries(i32 = 3));

    #[test]
    fn what_is_absent_or_null_has_its_default() {
        for json in ["{}", r#"{"name":null,"retries":null,"since":null}"#] {
            let holder: Holder = serde_json::from_str(json).unwrap();
            assert_eq!(holder, Holder::default());
            assert_eq!(
                serde_json::to_string(&holder).unwrap(),
                r#"{"name":"unnamed","retries":3,"since":0,"size":null}"#
            );
        }
    }

    #[test]
    fn what_is_there_is_taken() {
        let json = r#"{"name":"","retries":0,"since":1,"size":2}"#;
        let holder: Holder = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&holder).unwrap(), json);
    }

    #[test]
    fn what_is_of_another_type_is_an_error() {
        for json in [r#"{"name":1}"#, r#"{"retries":"3"}"#, r#"{"since":"now"}"#] {
            assert!(serde_json::from_str::<Holder>(json).is_err(), "{json}");
        }
    }
}
