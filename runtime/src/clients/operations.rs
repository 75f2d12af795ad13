use std::future::ready;

use crate::Operation;
use crate::error::{BuildError, SdkError};

/// The result of a call.
pub type Answer<O> = Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>;

/// The result of an operation that is not implemented.
pub fn unanswered<O: Operation>(_input: O) -> impl Future<Output = Answer<O>> + Send {
    ready(Err(SdkError::not_built::<O>(BuildError::unanswered(O::NAME))))
}

/// Makes the trait `Operations` of a service, and implements it for the client and for pointers.
///
/// The methods return `impl Future + Send` instead of being `async`. Otherwise the compiler would
/// check for every operation, through the whole engine, that the future is `Send`.
#[macro_export]
#[doc(hidden)]
#[expect(clippy::crate_in_macro_def, reason = "modules of the emitted crate are meant")]
macro_rules! operations {
    ($($method:ident::$input:ident),* $(,)?) => {
        /// All operations of the service, for code that works with a client or a mock.
        ///
        /// The [`Client`](crate::Client) sends the calls over the network; tests can use their own
        /// implementation. An operation that is not implemented returns an error that says so. References, boxes
        /// and `Arc`s delegate to what they point to. The trait is not `dyn`-compatible, which
        /// would require boxed futures.
        #[cfg(feature = "async")]
        pub trait Operations: ::std::marker::Send + ::std::marker::Sync {
            $(
                #[doc = ::std::concat!("Handles a call of [`", ::std::stringify!($input), "`](", ::std::stringify!($method), "::", ::std::stringify!($input), ").")]
                fn $method(
                    &self,
                    input: $method::$input,
                ) -> impl ::std::future::Future<Output = $crate::operations::Answer<$method::$input>>
                + ::std::marker::Send {
                    self.send(input)
                }
            )*

            /// Handles the calls whose methods are not implemented.
            fn send<O: $crate::Operation<Client = crate::Client>>(
                &self,
                input: O,
            ) -> impl ::std::future::Future<Output = $crate::operations::Answer<O>>
            + ::std::marker::Send {
                $crate::operations::unanswered(input)
            }
        }

        #[cfg(feature = "async")]
        impl Operations for crate::Client {
            fn send<O: $crate::Operation<Client = crate::Client>>(
                &self,
                input: O,
            ) -> impl ::std::future::Future<Output = $crate::operations::Answer<O>>
            + ::std::marker::Send {
                self.engine.send(input)
            }
        }

        #[cfg(feature = "async")]
        impl<P> Operations for P
        where
            P: ::std::ops::Deref<Target: Operations> + ::std::marker::Send + ::std::marker::Sync,
        {
            $(
                fn $method(
                    &self,
                    input: $method::$input,
                ) -> impl ::std::future::Future<Output = $crate::operations::Answer<$method::$input>>
                + ::std::marker::Send {
                    Operations::$method(&**self, input)
                }
            )*

            fn send<O: $crate::Operation<Client = crate::Client>>(
                &self,
                input: O,
            ) -> impl ::std::future::Future<Output = $crate::operations::Answer<O>>
            + ::std::marker::Send {
                Operations::send(&**self, input)
            }
        }
    };
}
