/// What follows from the name of a [`Waiter`](crate::waiters::Waiter): the method of the client,
/// the result, the error, and a builder of the call with `wait` instead of `send`.
#[macro_export]
#[doc(hidden)]
macro_rules! waiter {
    (
        $name:ident, $client:ty, $input:ty, $($builder:ident)::+, $fluent:ident, $poll:ident, $error:ident $(,)?
    ) => {
        #[doc = ::std::concat!("Waits with this client: see [`", ::std::stringify!($fluent), "`].")]
        #[derive(Clone, Debug)]
        pub struct $name(pub(crate) $client);

        /// Builds the call that is repeated until the condition is met.
        pub type $fluent = $($builder)::+<$name>;

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
    };
}

/// The trait of all waiters of a client: `waiters!(Client, wait_until_ready(ready, Ready, ReadyFluentBuilder))`.
#[macro_export]
#[doc(hidden)]
macro_rules! waiters {
    ($client:ty, $($method:ident($module:ident, $name:ident, $fluent:ident)),* $(,)?) => {
        /// The waiters of the client.
        pub trait Waiters {
            $(
                #[doc = ::std::concat!("Waits for [`", ::std::stringify!($name), "`](", ::std::stringify!($module), ").")]
                fn $method(&self) -> $module::$fluent;
            )*
        }

        impl Waiters for $client {
            $(
                fn $method(&self) -> $module::$fluent {
                    $module::$fluent::new($module::$name(self.clone()))
                }
            )*
        }
    };
}
