use crate::error::BuildError;
use crate::structure::Blank;

/// A structure that a builder makes, blank at first.
pub trait Build: Blank {
    /// Its name, for errors.
    const SHAPE: &'static str;

    /// The members that must be set, in the order of the model.
    const REQUIRED: &'static [&'static str] = &[];
}

/// The required members that are not set yet.
#[derive(Clone, Debug)]
pub struct Missing(Vec<&'static str>);

impl Missing {
    /// All of a structure.
    pub fn of<T: Build>() -> Self {
        Self(T::REQUIRED.to_vec())
    }

    /// Notes that a member is set, or that it is cleared. Returns what it holds from now on.
    pub fn set<V: Blank>(&mut self, member: &'static str, value: Option<V>) -> V {
        self.found(member);
        value.unwrap_or_else(|| {
            self.0.push(member);
            V::blank()
        })
    }

    /// Notes that a member is set.
    pub fn found(&mut self, member: &'static str) {
        self.0.retain(|missing| *missing != member);
    }

    /// Ends a builder.
    ///
    /// # Errors
    /// A required member is not set.
    pub fn check<T: Build>(&self, built: T) -> Result<T, BuildError> {
        let mut required = T::REQUIRED.iter();
        match required.find(|member| self.0.contains(member)) {
            Some(member) => Err(BuildError::missing(T::SHAPE, member)),
            None => Ok(built),
        }
    }
}

/// Makes the builder of a structure whose members are all optional:
/// `builder!(Thing, ThingBuilder, one(name, set_name, String), list(tags, set_tags, String))`.
///
/// Such a builder holds nothing but the structure and does nothing but fill it in, so that the
/// names and types of the members say everything. Setters of calls are emitted in full.
///
/// A member is held as an `Option`, unless a word behind its type says `boxed`, for an `Option` of a
/// box, or `or_default`, for the value itself. Text is taken from anything that becomes a `String`,
/// everything else as it is. Long entries are broken into lines, which ends them with a comma.
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

        impl $builder {
            $($crate::builder!(@$form $field, $set, $($type)+);)*
        }
    };
    (@one $field:ident, $set:ident, String $(, $held:ident)? $(,)?) => {
        /// Sets this member.
        pub fn $field(mut self, value: impl ::std::convert::Into<::std::string::String>) -> Self {
            self.value.$field = $crate::builder!(@value $($held)? value.into());
            self
        }

        $crate::builder!(@set $($held)? $field, $set, ::std::string::String);
    };
    (@one $field:ident, $set:ident, $type:ty $(, $held:ident)? $(,)?) => {
        /// Sets this member.
        pub fn $field(mut self, value: $type) -> Self {
            self.value.$field = $crate::builder!(@value $($held)? value);
            self
        }

        $crate::builder!(@set $($held)? $field, $set, $type);
    };
    (@list $field:ident, $set:ident, String $(, $held:ident)? $(,)?) => {
        /// Adds an entry to this member.
        pub fn $field(mut self, entry: impl ::std::convert::Into<::std::string::String>) -> Self {
            $crate::builder!(@held $($held)? self.value.$field).push(entry.into());
            self
        }

        $crate::builder!(@set $($held)? $field, $set, ::std::vec::Vec<::std::string::String>);
    };
    (@list $field:ident, $set:ident, $type:ty $(, $held:ident)? $(,)?) => {
        /// Adds an entry to this member.
        pub fn $field(mut self, entry: $type) -> Self {
            $crate::builder!(@held $($held)? self.value.$field).push(entry);
            self
        }

        $crate::builder!(@set $($held)? $field, $set, ::std::vec::Vec<$type>);
    };
    (@map $field:ident, $set:ident, String $(, $held:ident)? $(,)?) => {
        /// Adds an entry to this member.
        pub fn $field(
            mut self,
            key: impl ::std::convert::Into<::std::string::String>,
            value: impl ::std::convert::Into<::std::string::String>,
        ) -> Self {
            $crate::builder!(@held $($held)? self.value.$field).insert(key.into(), value.into());
            self
        }

        $crate::builder!(
            @set $($held)? $field, $set,
            ::std::collections::HashMap<::std::string::String, ::std::string::String>
        );
    };
    (@map $field:ident, $set:ident, $type:ty $(, $held:ident)? $(,)?) => {
        /// Adds an entry to this member.
        pub fn $field(
            mut self,
            key: impl ::std::convert::Into<::std::string::String>,
            value: $type,
        ) -> Self {
            $crate::builder!(@held $($held)? self.value.$field).insert(key.into(), value);
            self
        }

        $crate::builder!(
            @set $($held)? $field, $set,
            ::std::collections::HashMap<::std::string::String, $type>
        );
    };
    (@value or_default $value:expr) => { $value.into() };
    (@value boxed $value:expr) => {
        ::std::option::Option::Some(::std::boxed::Box::new($value))
    };
    (@value $value:expr) => { ::std::option::Option::Some($value) };
    (@held or_default $place:expr) => { $place };
    (@held $place:expr) => { $place.get_or_insert_default() };
    (@set $field:ident, $set:ident, $type:ty) => {
        /// Sets this member, or clears it.
        pub fn $set(mut self, value: ::std::option::Option<$type>) -> Self {
            self.value.$field = value;
            self
        }
    };
    (@set boxed $field:ident, $set:ident, $type:ty) => {
        /// Sets this member, or clears it.
        pub fn $set(mut self, value: ::std::option::Option<$type>) -> Self {
            self.value.$field = value.map(::std::boxed::Box::new);
            self
        }
    };
    (@set or_default $field:ident, $set:ident, $type:ty) => {
        /// Sets this member, or clears it to its default.
        pub fn $set(mut self, value: ::std::option::Option<$type>) -> Self {
            self.value.$field = match value {
                ::std::option::Option::Some(value) => value.into(),
                ::std::option::Option::None => {
                    // A member may be called `default`.
                    let fresh: Self = ::std::default::Default::default();
                    fresh.value.$field
                }
            };
            self
        }
    };
}
