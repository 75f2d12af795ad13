use super::Answer;
use crate::Operation;
use crate::error::{BuildError, SdkError};

/// The result of an operation that is not implemented.
pub fn unanswered<O: Operation>(_input: O) -> Answer<O> {
    Err(SdkError::not_built::<O>(BuildError::unanswered(O::NAME)))
}

/// Makes the blocking client of a service, with a method per operation, and its trait `Operations`:
/// `blocking_client!("A client of …", SERVICE, (ping, PingBuilder, PingInput, "Pings."))`.
#[macro_export]
#[doc(hidden)]
#[expect(clippy::crate_in_macro_def, reason = "modules of the emitted crate are meant")]
macro_rules! blocking_client {
    (
        $about:literal, $service:path,
        $((
            $method:ident, $builder:ident, $input:ident, $doc:literal $(, $deprecated:meta)?
        )),* $(,)?
    ) => {
        #[doc = $about]
        #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        pub struct Client {
            pub(crate) engine: $crate::client::Engine<$crate::client::Blocking>,
        }

        $crate::client_methods!(crate::Client, Blocking, blocking, $service);

        impl Client {
            /// Sends a call that is given as a value, and returns when it is done.
            ///
            /// # Errors
            #[doc = "See [`SdkError`](crate::error::SdkError)."]
            pub fn send<O: $crate::Operation<Client = crate::Client>>(
                &self,
                input: O,
            ) -> ::std::result::Result<O::Output, $crate::error::SdkError<O::Error>> {
                self.engine.send(input)
            }

            $(
                #[doc = $doc]
                $(#[$deprecated])?
                pub fn $method(&self) -> crate::operation::$method::$builder<Self> {
                    crate::operation::$method::$builder::new(::std::clone::Clone::clone(self))
                }
            )*
        }

        /// All operations of the service, for code that works with a blocking client or a mock.
        ///
        /// The [`Client`] sends the calls over the network; tests can use their own implementation.
        /// An operation that is not implemented returns an error that says so. References, boxes
        /// and `Arc`s delegate to what they point to.
        pub trait Operations: ::std::marker::Send + ::std::marker::Sync {
            $(
                #[doc = ::std::concat!("Handles a call of [`", ::std::stringify!($input), "`](crate::operation::", ::std::stringify!($method), "::", ::std::stringify!($input), ").")]
                fn $method(
                    &self,
                    input: crate::operation::$method::$input,
                ) -> $crate::operations::Answer<crate::operation::$method::$input> {
                    self.send(input)
                }
            )*

            /// Handles the calls whose methods are not implemented.
            fn send<O: $crate::Operation<Client = crate::Client>>(
                &self,
                input: O,
            ) -> $crate::operations::Answer<O> {
                $crate::operations::unanswered_blocking(input)
            }
        }

        impl Operations for Client {
            fn send<O: $crate::Operation<Client = crate::Client>>(
                &self,
                input: O,
            ) -> $crate::operations::Answer<O> {
                self.engine.send(input)
            }
        }

        impl<P> Operations for P
        where
            P: ::std::ops::Deref<Target: Operations> + ::std::marker::Send + ::std::marker::Sync,
        {
            $(
                fn $method(
                    &self,
                    input: crate::operation::$method::$input,
                ) -> $crate::operations::Answer<crate::operation::$method::$input> {
                    Operations::$method(&**self, input)
                }
            )*

            fn send<O: $crate::Operation<Client = crate::Client>>(
                &self,
                input: O,
            ) -> $crate::operations::Answer<O> {
                Operations::send(&**self, input)
            }
        }
    };
}
