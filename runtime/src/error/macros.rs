//! The trait impls of emitted errors. They depend only on the names of the variants, so they are
//! not repeated in every generated crate.

/// Makes [exceptions](super::Exception) of structures with `message` and `meta`. Their codes are
/// their names, unless given: `exceptions!(NotFound, Busy = "busyError")`. If members travel
/// outside the body, the method that reads them is given, and their JSON names, which are ignored
/// in the body: `exceptions!(Gone => read_reply["since"])`. `redacted` hides a sensitive message:
/// `exceptions!(redacted(Refused))`.
#[macro_export]
#[doc(hidden)]
macro_rules! exceptions {
    ($(
        $name:ident $(($hidden:ident))? $(= $code:literal)? $(=> $read:ident $elsewhere:tt)?
    ),* $(,)?) => {
        $($crate::exceptions!(@entry $name $(($hidden))? $(= $code)? $(=> $read $elsewhere)?);)*
    };
    (@entry redacted($name:ident) $(= $code:literal)? $(=> $read:ident $elsewhere:tt)?) => {
        $crate::exceptions!(@code $name $($code)? $(=> $read $elsewhere)?);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(<Self as $crate::error::Exception>::CODE)?;
                ::std::write!(f, ": {:?}", $crate::redacted::Redacted)
            }
        }
    };
    (@entry $name:ident $(= $code:literal)? $(=> $read:ident $elsewhere:tt)?) => {
        $crate::exceptions!(@code $name $($code)? $(=> $read $elsewhere)?);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(<Self as $crate::error::Exception>::CODE)?;
                match self.message() {
                    ::std::option::Option::Some(message) => {
                        ::std::write!(f, ": {}", $crate::error::OneLine(message))
                    }
                    ::std::option::Option::None => ::std::result::Result::Ok(()),
                }
            }
        }
    };
    (@code $name:ident $(=> $read:ident $elsewhere:tt)?) => {
        $crate::exceptions!(@impl $name, ::std::stringify!($name) $(, $read $elsewhere)?);
    };
    (@code $name:ident $code:literal $(=> $read:ident $elsewhere:tt)?) => {
        $crate::exceptions!(@impl $name, $code $(, $read $elsewhere)?);
    };
    (@impl $name:ident, $code:expr $(, $read:ident $elsewhere:tt)?) => {
        impl $crate::error::Exception for $name {
            const CODE: &'static str = $code;
            $(const ELSEWHERE: &'static [&'static str] = &$elsewhere;)?

            fn set_meta(&mut self, meta: $crate::error::ErrorMetadata) {
                if self.message.is_none() {
                    self.message = meta.message().map(::std::borrow::ToOwned::to_owned);
                }
                self.meta = meta;
            }

            $(
                fn read_reply(&mut self, reply: &$crate::wire::Reply<'_>) {
                    Self::$read(self, reply);
                }
            )?
        }

        impl $crate::error::ProvideErrorMetadata for $name {
            fn meta(&self) -> &$crate::error::ErrorMetadata {
                &self.meta
            }

            fn code(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(<Self as $crate::error::Exception>::CODE)
            }

            fn message(&self) -> ::std::option::Option<&str> {
                self.message.as_deref()
            }
        }

        impl $crate::error::RequestId for $name {
            fn request_id(&self) -> ::std::option::Option<&str> {
                $crate::error::RequestId::request_id(&self.meta)
            }
        }

        impl ::std::error::Error for $name {}
    };
}

/// Makes an enum of exceptions with an `Unhandled` variant: the error of a whole service.
#[macro_export]
#[doc(hidden)]
macro_rules! service_error {
    ($name:ident $(, $exception:ident)* $(,)?) => {
        impl $crate::error::OperationError for $name {
            fn from_reply(reply: &$crate::wire::ErrorReply) -> Self {
                match reply.code() {
                    $(::std::option::Option::Some(<error::$exception as $crate::error::Exception>::CODE) => {
                        Self::$exception(reply.read())
                    })*
                    _ => Self::Unhandled($crate::error::Unhandled::from_reply(reply)),
                }
            }

            fn from_unhandled(unhandled: $crate::error::Unhandled) -> Self {
                Self::Unhandled(unhandled)
            }
        }

        impl<__E, __R> ::std::convert::From<$crate::error::SdkError<__E, __R>> for $name
        where
            __E: ::std::convert::Into<$name> + $crate::error::OperationError,
            __R: ::std::marker::Send + ::std::marker::Sync + 'static,
        {
            fn from(error: $crate::error::SdkError<__E, __R>) -> Self {
                error.into_service_error().into()
            }
        }

        impl ::std::convert::From<$crate::error::BuildError> for $name {
            fn from(error: $crate::error::BuildError) -> Self {
                Self::Unhandled($crate::error::Unhandled::from_source(error))
            }
        }

        $crate::error_enum!($name, $($exception,)* Unhandled);
    };
}

/// Makes an enum of exceptions with an `Other` variant for the service's remaining errors: the
/// error of one operation.
#[macro_export]
#[doc(hidden)]
macro_rules! operation_error {
    ($name:ident, $service:ty $(, $exception:ident = $question:ident)* $(,)?) => {
        impl $name {
            /// An error with this code and message that the model does not declare.
            pub fn generic(metadata: $crate::error::ErrorMetadata) -> Self {
                let unhandled = $crate::error::Unhandled::from_metadata(metadata);
                Self::Other(<$service>::Unhandled(unhandled))
            }

            /// An error that did not come from the service.
            pub fn unhandled(source: impl ::std::convert::Into<$crate::error::BoxError>) -> Self {
                let unhandled = $crate::error::Unhandled::from_source(source);
                Self::Other(<$service>::Unhandled(unhandled))
            }

            /// Code, message and request id, where present.
            pub fn meta(&self) -> &$crate::error::ErrorMetadata {
                <Self as $crate::error::ProvideErrorMetadata>::meta(self)
            }

            $(
                /// Whether this is the variant with that name.
                pub fn $question(&self) -> bool {
                    // `matches!` has an attribute, which takes longer to compile.
                    match self {
                        Self::$exception(_) => true,
                        _ => false,
                    }
                }
            )*
        }

        impl $crate::error::OfService for $name {
            type Service = $service;
        }

        impl ::std::convert::From<$service> for $name {
            fn from(error: $service) -> Self {
                type Service = $service;
                match error {
                    $(Service::$exception(exception) => Self::$exception(exception),)*
                    other => Self::Other(other),
                }
            }
        }

        impl ::std::convert::From<$name> for $service {
            fn from(error: $name) -> Self {
                match error {
                    $($name::$exception(exception) => Self::$exception(exception),)*
                    $name::Other(other) => other,
                }
            }
        }

        $crate::error_enum!($name, $($exception,)* Other);
    };
}

/// What every enum of errors does: delegate to the error inside.
#[macro_export]
#[doc(hidden)]
macro_rules! error_enum {
    ($name:ident, $($variant:ident),*) => {
        impl $crate::error::ErrorEnum for $name {
            fn inner(&self) -> &(dyn $crate::error::InnerError + 'static) {
                match self {
                    $(Self::$variant(error) => error,)*
                }
            }
        }

        impl $crate::error::ProvideErrorMetadata for $name {
            fn meta(&self) -> &$crate::error::ErrorMetadata {
                $crate::error::ErrorEnum::inner(self).meta()
            }

            fn code(&self) -> ::std::option::Option<&str> {
                $crate::error::ErrorEnum::inner(self).code()
            }

            fn message(&self) -> ::std::option::Option<&str> {
                $crate::error::ErrorEnum::inner(self).message()
            }
        }

        impl $crate::error::RequestId for $name {
            fn request_id(&self) -> ::std::option::Option<&str> {
                $crate::error::RequestId::request_id($crate::error::ErrorEnum::inner(self).meta())
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt($crate::error::ErrorEnum::inner(self), f)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt($crate::error::ErrorEnum::inner(self), f)
            }
        }

        impl ::std::error::Error for $name {
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                $crate::error::ErrorEnum::inner(self).source()
            }
        }
    };
}
