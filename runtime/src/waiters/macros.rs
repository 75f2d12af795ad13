/// What follows from the name of a [`Waiter`](crate::waiters::Waiter): the method of the client,
/// the result, the error, and a builder of the call with `wait` instead of `send`.
#[macro_export]
#[doc(hidden)]
#[expect(clippy::crate_in_macro_def, reason = "modules of the emitted crate are meant")]
macro_rules! waiter {
    // A waiter may have any name in camel case: the parameter has one that is not.
    (
        $name:ident, $client:ty, $input:ty, $($builder:ident)::+, $fluent:ident, $poll:ident, $error:ident $(,)?
    ) => {
        #[doc = ::std::concat!("Waits with this client: see [`", ::std::stringify!($fluent), "`].")]
        #[derive(Clone, Debug)]
        pub struct $name<__Client = $client>(pub(crate) __Client);

        /// Builds the call that is repeated until the condition is met.
        pub type $fluent<__Client = $client> = $($builder)::+<$name<__Client>>;

        /// The last response.
        pub type $poll = $crate::waiters::FinalPoll<
            <$input as $crate::Operation>::Output,
            $crate::error::SdkError<<$input as $crate::Operation>::Error>,
        >;

        /// Why a wait failed.
        pub type $error = $crate::waiters::error::WaiterError<
            <$input as $crate::Operation>::Output,
            <$input as $crate::Operation>::Error,
        >;

        #[cfg(feature = "async")]
        impl $fluent {
            /// Waits for at most this long, calls included. If it is no longer than the minimum
            /// delay between two calls, there is only one call.
            pub async fn wait(
                self,
                max_wait: ::std::time::Duration,
            ) -> ::std::result::Result<$poll, $error> {
                let engine = self._client.0.engine.clone();
                $crate::waiters::wait::<$name>(&engine, self.build(), max_wait).await
            }
        }

        #[cfg(feature = "blocking")]
        impl $fluent<crate::blocking::Client> {
            /// Waits for at most this long, calls included, and returns when it is done. If it is no
            /// longer than the minimum delay between two calls, there is only one call.
            pub fn wait(
                self,
                max_wait: ::std::time::Duration,
            ) -> ::std::result::Result<$poll, $error> {
                let engine = self._client.0.engine.clone();
                $crate::waiters::wait_blocking::<$name>(&engine, self.build(), max_wait)
            }
        }
    };
}

/// The trait of all waiters of a client: `waiters!(Client, wait_until_ready(ready, Ready, ReadyFluentBuilder))`.
#[macro_export]
#[doc(hidden)]
#[expect(clippy::crate_in_macro_def, reason = "modules of the emitted crate are meant")]
macro_rules! waiters {
    ($client:ty, $($method:ident($module:ident, $name:ident, $fluent:ident)),* $(,)?) => {
        /// The waiters of a client.
        pub trait Waiters: ::std::clone::Clone {
            $(
                #[doc = ::std::concat!("Waits for [`", ::std::stringify!($name), "`](", ::std::stringify!($module), ").")]
                fn $method(&self) -> $module::$fluent<Self> {
                    $module::$fluent::new($module::$name(::std::clone::Clone::clone(self)))
                }
            )*
        }

        impl Waiters for $client {}

        #[cfg(feature = "blocking")]
        impl Waiters for crate::blocking::Client {}
    };
}
