//! Builders of structures whose members are all optional.
//!
//! Such a builder holds nothing but the structure and does nothing but fill it in, so that the
//! names and types of the members say everything. Builders of calls are emitted in full.

use std::collections::HashMap;

/// A field that a builder sets, or clears to its default.
pub trait Slot<T> {
    /// Takes a value, or nothing. False if the field cannot be without one, and needs its default.
    fn take(&mut self, value: Option<T>) -> bool;
}

impl<T> Slot<T> for T {
    fn take(&mut self, value: Option<T>) -> bool {
        value.map(|value| *self = value).is_some()
    }
}

impl<T> Slot<T> for Option<T> {
    fn take(&mut self, value: Option<T>) -> bool {
        *self = value;
        true
    }
}

/// A structure that holds itself is boxed, which those who set it need not know.
impl<T> Slot<T> for Option<Box<T>> {
    fn take(&mut self, value: Option<T>) -> bool {
        *self = value.map(Box::new);
        true
    }
}

impl<T> Slot<T> for Box<T> {
    fn take(&mut self, value: Option<T>) -> bool {
        value.map(|value| **self = value).is_some()
    }
}

/// A list or map, absent or not, that a builder adds to.
pub trait Collection<T> {
    /// The list or map, made if it is absent.
    fn present(&mut self) -> &mut T;
}

impl<T: Default> Collection<T> for Option<T> {
    fn present(&mut self) -> &mut T {
        self.get_or_insert_default()
    }
}

impl<T> Collection<Vec<T>> for Vec<T> {
    fn present(&mut self) -> &mut Vec<T> {
        self
    }
}

impl<T> Collection<HashMap<String, T>> for HashMap<String, T> {
    fn present(&mut self) -> &mut HashMap<String, T> {
        self
    }
}

/// `builder!(Thing, ThingBuilder, one(name, set_name, String), list(tags, set_tags, String))`.
/// Text is taken from anything that becomes a `String`, everything else as it is. Long entries are
/// broken into lines, which ends them with a comma.
#[macro_export]
#[doc(hidden)]
macro_rules! builder {
    ($name:ident, $builder:ident $(, $form:ident($field:ident, $set:ident, $($type:tt)+))* $(,)?) => {
        impl $name {
            /// Starts with nothing set.
            pub fn builder() -> $builder {
                // A member may be called `default`.
                ::std::default::Default::default()
            }
        }

        #[doc = ::std::concat!("Builder of [`", ::std::stringify!($name), "`].")]
        #[derive(Clone, Debug, Default)]
        pub struct $builder {
            value: $name,
        }

        impl $builder {
            $($crate::builder!(@$form $field, $set, $($type)+);)*

            /// The finished value.
            pub fn build(self) -> $name {
                self.value
            }
        }
    };
    (@one $field:ident, $set:ident, String $(,)?) => {
        #[doc = ::std::concat!("Sets `", ::std::stringify!($field), "`.")]
        pub fn $field(self, value: impl ::std::convert::Into<::std::string::String>) -> Self {
            self.$set(::std::option::Option::Some(value.into()))
        }

        $crate::builder!(@set $field, $set, ::std::string::String);
    };
    (@one $field:ident, $set:ident, $type:ty $(,)?) => {
        #[doc = ::std::concat!("Sets `", ::std::stringify!($field), "`.")]
        pub fn $field(self, value: $type) -> Self {
            self.$set(::std::option::Option::Some(value))
        }

        $crate::builder!(@set $field, $set, $type);
    };
    (@list $field:ident, $set:ident, String $(,)?) => {
        $crate::builder!(@list $field, $set, impl ::std::convert::Into<::std::string::String>, ::std::string::String);
    };
    (@list $field:ident, $set:ident, $type:ty $(,)?) => {
        $crate::builder!(@list $field, $set, $type, $type);
    };
    (@list $field:ident, $set:ident, $taken:ty, $type:ty) => {
        #[doc = ::std::concat!("Adds an entry to `", ::std::stringify!($field), "`.")]
        pub fn $field(mut self, entry: $taken) -> Self {
            $crate::builder::Collection::present(&mut self.value.$field).push(entry.into());
            self
        }

        $crate::builder!(@set $field, $set, ::std::vec::Vec<$type>);
    };
    (@map $field:ident, $set:ident, String $(,)?) => {
        $crate::builder!(@map $field, $set, impl ::std::convert::Into<::std::string::String>, ::std::string::String);
    };
    (@map $field:ident, $set:ident, $type:ty $(,)?) => {
        $crate::builder!(@map $field, $set, $type, $type);
    };
    (@map $field:ident, $set:ident, $taken:ty, $type:ty) => {
        #[doc = ::std::concat!("Adds an entry to `", ::std::stringify!($field), "`.")]
        pub fn $field(
            mut self,
            key: impl ::std::convert::Into<::std::string::String>,
            value: $taken,
        ) -> Self {
            $crate::builder::Collection::present(&mut self.value.$field).insert(key.into(), value.into());
            self
        }

        $crate::builder!(@set $field, $set, ::std::collections::HashMap<::std::string::String, $type>);
    };
    (@set $field:ident, $set:ident, $type:ty) => {
        #[doc = ::std::concat!("Sets or clears `", ::std::stringify!($field), "`.")]
        pub fn $set(mut self, value: ::std::option::Option<$type>) -> Self {
            if !$crate::builder::Slot::take(&mut self.value.$field, value) {
                // A member may be called `default`.
                let fresh: Self = ::std::default::Default::default();
                self.value.$field = fresh.value.$field;
            }
            self
        }
    };
}
