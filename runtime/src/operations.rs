/// Makes the trait of all operations: it follows from their names.
#[macro_export]
#[doc(hidden)]
macro_rules! operations {
    ($client:ident, $($method:ident::$input:ident),* $(,)?) => {
        /// Every operation of the service, for code that must not care who answers.
        ///
        #[doc = ::std::concat!("The [`", ::std::stringify!($client), "`] answers over the network; in a test a type of your own does.")]
        /// An operation that it leaves out fails with an error that says so. References and `Arc`s
        /// answer as what they point to. The trait is not meant for `dyn`: its futures would have
        /// to be boxed.
        pub trait Operations: ::std::marker::Send + ::std::marker::Sync {
            $(
                #[doc = ::std::concat!("Answers a call of [`", ::std::stringify!($input), "`](", ::std::stringify!($method::$input), ").")]
                fn $method(
                    &self,
                    input: $method::$input,
                ) -> impl ::std::future::Future<
                    Output = ::std::result::Result<
                        <$method::$input as $crate::Operation>::Output,
                        $crate::error::SdkError<<$method::$input as $crate::Operation>::Error>,
                    >,
                > + ::std::marker::Send {
                    let _ = input;
                    let name = <$method::$input as $crate::Operation>::NAME;
                    let error = $crate::error::BuildError::unanswered(name);
                    ::std::future::ready(::std::result::Result::Err(
                        $crate::error::SdkError::not_built::<$method::$input>(error),
                    ))
                }
            )*
        }

        impl Operations for $client {
            $(
                async fn $method(
                    &self,
                    input: $method::$input,
                ) -> ::std::result::Result<
                    <$method::$input as $crate::Operation>::Output,
                    $crate::error::SdkError<<$method::$input as $crate::Operation>::Error>,
                > {
                    self.send(input).await
                }
            )*
        }

        $crate::operations!(@pointer &T, $($method::$input),*);
        $crate::operations!(@pointer ::std::sync::Arc<T>, $($method::$input),*);
    };
    (@pointer $pointer:ty, $($method:ident::$input:ident),*) => {
        impl<T: Operations> Operations for $pointer {
            $(
                async fn $method(
                    &self,
                    input: $method::$input,
                ) -> ::std::result::Result<
                    <$method::$input as $crate::Operation>::Output,
                    $crate::error::SdkError<<$method::$input as $crate::Operation>::Error>,
                > {
                    T::$method(self, input).await
                }
            )*
        }
    };
}
