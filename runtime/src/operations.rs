use std::future::ready;

use crate::Operation;
use crate::error::{BuildError, SdkError};

/// What comes of a call.
pub type Answer<O> = Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>;

/// The answer of one who has none.
pub fn unanswered<O: Operation>(_input: O) -> impl Future<Output = Answer<O>> + Send {
    ready(Err(SdkError::not_built::<O>(BuildError::unanswered(O::NAME))))
}

/// Makes the trait `Operations` of a service, and its impls for the client and for pointers.
///
/// None of the methods is `async`: that a future is `Send` is then said by a signature, where the
/// compiler would have to look through the engine for every operation.
#[macro_export]
#[doc(hidden)]
macro_rules! operations {
    ($client:ident, $($method:ident::$input:ident),* $(,)?) => {
        /// Every operation of the service, for code that must not care who answers.
        ///
        #[doc = ::std::concat!("The [`", ::std::stringify!($client), "`] answers over the network; in a test a type of your own does.")]
        /// An operation that it leaves out fails with an error that says so. References, boxes and
        /// `Arc`s answer as what they point to. The trait is not meant for `dyn`: its futures would
        /// have to be boxed.
        pub trait Operations: ::std::marker::Send + ::std::marker::Sync {
            $(
                #[doc = ::std::concat!("Answers a call of [`", ::std::stringify!($input), "`](", ::std::stringify!($method), "::", ::std::stringify!($input), ").")]
                fn $method(
                    &self,
                    input: $method::$input,
                ) -> impl ::std::future::Future<Output = $crate::operations::Answer<$method::$input>>
                + ::std::marker::Send {
                    self.send(input)
                }
            )*

            /// Answers the calls that have no answer of their own.
            fn send<O: $crate::Operation<Client = $client>>(
                &self,
                input: O,
            ) -> impl ::std::future::Future<Output = $crate::operations::Answer<O>>
            + ::std::marker::Send {
                $crate::operations::unanswered(input)
            }
        }

        impl Operations for $client {
            fn send<O: $crate::Operation<Client = $client>>(
                &self,
                input: O,
            ) -> impl ::std::future::Future<Output = $crate::operations::Answer<O>>
            + ::std::marker::Send {
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
                    input: $method::$input,
                ) -> impl ::std::future::Future<Output = $crate::operations::Answer<$method::$input>>
                + ::std::marker::Send {
                    Operations::$method(&**self, input)
                }
            )*

            fn send<O: $crate::Operation<Client = $client>>(
                &self,
                input: O,
            ) -> impl ::std::future::Future<Output = $crate::operations::Answer<O>>
            + ::std::marker::Send {
                Operations::send(&**self, input)
            }
        }
    };
}
