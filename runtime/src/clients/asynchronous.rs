/// The asynchronous client of a service: `client!("A client of …", SERVICE)`. Without the feature
/// `async`, it is only a type.
#[macro_export]
#[doc(hidden)]
macro_rules! client {
    ($about:literal, $service:path) => {
        #[doc = $about]
        #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        pub struct Client {
            pub(crate) engine: $crate::client::Engine,
        }

        #[cfg(feature = "async")]
        $crate::client_methods!(Client, Async, new, $service);

        #[cfg(feature = "async")]
        impl Client {
            /// Sends a call that is given as a value.
            ///
            /// # Errors
            #[doc = "See [`SdkError`](crate::error::SdkError)."]
            pub fn send<O: $crate::Operation<Client = Self>>(
                &self,
                input: O,
            ) -> impl ::std::future::Future<
                Output = ::std::result::Result<O::Output, $crate::error::SdkError<O::Error>>,
            > + ::std::marker::Send {
                self.engine.send(input)
            }
        }
    };
}
