/// The methods of a client that do not depend on the model, apart from `send`.
#[macro_export]
#[doc(hidden)]
macro_rules! client_methods {
    ($client:ty, $mode:ident, $constructor:ident, $service:path) => {
        impl Client {
            /// A client with its own settings.
            pub fn from_conf(config: $crate::config::Config) -> Self {
                Self { engine: $crate::client::Engine::$constructor(&$service, config) }
            }

            /// A client with settings that all clients of an application share.
            #[cfg(feature = "aws")]
            pub fn new(config: &$crate::config::SdkConfig) -> Self {
                Self::from_conf($crate::config::Config::new(config))
            }

            /// A client with settings from environment variables: see
            #[doc = "[`Config::from_env`](crate::Config::from_env)."]
            ///
            /// # Errors
            /// A variable has an invalid value.
            #[cfg(feature = "aws")]
            pub fn from_env() -> ::std::result::Result<Self, $crate::config::EnvironmentError> {
                let config = $crate::config::Config::from_env()?;
                ::std::result::Result::Ok(Self::from_conf(config.build()))
            }

            /// The settings of the client.
            pub fn config(&self) -> &$crate::config::Config {
                self.engine.config()
            }

            /// A call with its own settings, headers or interceptors, or one that is only signed.
            pub fn customize<O: $crate::Operation<Client = $client>>(
                &self,
                input: O,
            ) -> $crate::Customized<O, $crate::client::$mode> {
                $crate::Customized::new(
                    ::std::clone::Clone::clone(&self.engine),
                    ::std::result::Result::Ok(input),
                )
            }
        }
    };
}
