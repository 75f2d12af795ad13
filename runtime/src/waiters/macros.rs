/// What follows from the name of a [`Waiter`](crate::waiters::Waiter): the client that waits, the
/// result, the error, and the builder of its call with `wait` in place of `send`.
#[macro_export]
#[doc(hidden)]
macro_rules! waiter {
    (
        $name:ident, $client:ty, $input:ty, $($builder:ident)::+, $fluent:ident, $poll:ident, $error:ident $(,)?
    ) => {
        #[doc = ::std::concat!("A client that waits: see [`", ::std::stringify!($fluent), "`].")]
        #[derive(Clone, Debug)]
        pub struct $name(pub(crate) $client);

        /// Sets up the call that is repeated until what is waited for has come about.
        pub type $fluent = $($builder)::+<$name>;

        /// The last answer.
        pub type $poll = $crate::waiters::FinalPoll<
            <$input as $crate::Operation>::Output,
            $crate::error::SdkError<<$input as $crate::Operation>::Error>,
        >;

        /// How waiting fails.
        pub type $error = $crate::waiters::error::WaiterError<
            <$input as $crate::Operation>::Output,
            <$input as $crate::Operation>::Error,
        >;

        impl $fluent {
            /// Waits for this long at most, calls included. A time that is no longer than the
            /// shortest pause between two calls is enough for one call only.
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
        /// What a client can wait for.
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
