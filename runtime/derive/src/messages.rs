//! What inputs and outputs have in addition to other structures.

use proc_macro2::Span;

use crate::error::{Error, Result};
use crate::structure::Structure;

/// The methods of an input's builder that need a client.
pub(crate) fn input(structure: &Structure) -> Result<String> {
    let (Some(builder), Some(call)) = (&structure.builder, &structure.call) else {
        let message = "an input has `#[builder(…)]` and `#[call(…)]`";
        return Err(Error::new(Span::call_site(), message));
    };
    let (input, client) = (&structure.name, &call.client);
    let answer = format!(
        "::std::result::Result<
            {}, ::smithy_client_runtime::error::SdkError<{}>
        >",
        call.output, call.error
    );
    let methods = |client: &str, mode: &str| {
        let paginator = call.paginator.as_ref().map(|paginator| {
            format!(
                "/// Fetches one page after the other.
                pub fn into_paginator(self) -> {paginator}<{mode}> {{
                    self.customize().into_paginator()
                }}"
            )
        });
        let paginator = paginator.unwrap_or_default();
        format!(
            "#[automatically_derived]
            impl {builder}<{client}> {{
                /// Sets settings, headers and interceptors of this call only, or signs it without sending.
                pub fn customize(self) -> ::smithy_client_runtime::Customized<{input}, {mode}> {{
                    let engine = self._client.engine.clone();
                    ::smithy_client_runtime::Customized::new(engine, self.build())
                }}

                /// The builder of the input, to read the current values.
                pub fn as_input(&self) -> &Self {{
                    self
                }}

                {paginator}
            }}"
        )
    };
    let common = methods(client, "::smithy_client_runtime::client::Async");
    let blocking = call.blocking.as_ref().map(|client| {
        let common = methods(client, "::smithy_client_runtime::client::Blocking");
        format!(
            "#[cfg(feature = \"blocking\")]
            {common}

            #[cfg(feature = \"blocking\")]
            #[automatically_derived]
            impl {builder}<{client}> {{
                /// Sends the call, and returns when it is done.
                ///
                /// # Errors
                /// A required member is not set, or the call fails: see [`SdkError`](::smithy_client_runtime::error::SdkError).
                pub fn send(self) -> {answer} {{
                    self.customize().send()
                }}
            }}"
        )
    });
    let blocking = blocking.unwrap_or_default();
    Ok(format!(
        "{common}

        #[cfg(feature = \"async\")]
        #[automatically_derived]
        impl {builder}<{client}> {{
            /// Sends the call.
            ///
            /// # Errors
            /// A required member is not set, or the call fails: see [`SdkError`](::smithy_client_runtime::error::SdkError).
            pub fn send(self) -> impl ::std::future::Future<Output = {answer}> {{
                self.customize().send()
            }}
        }}

        #[cfg(feature = \"async\")]
        #[automatically_derived]
        impl {builder} {{
            /// Sends the call with this client.
            ///
            /// # Errors
            /// A required member is not set, or the call fails: see [`SdkError`](::smithy_client_runtime::error::SdkError).
            pub fn send_with(
                self,
                client: &{client},
            ) -> impl ::std::future::Future<Output = {answer}> {{
                let engine = client.engine.clone();
                ::smithy_client_runtime::Customized::new(engine, self.build()).send()
            }}
        }}

        {blocking}"
    ))
}

/// The request id of an output, and whether it has members.
pub(crate) fn output(structure: &Structure) -> String {
    let name = &structure.name;
    let has_members = structure.accessible().next().is_some();
    format!(
        "#[automatically_derived]
        impl ::smithy_client_runtime::error::RequestId for {name} {{
            fn request_id(&self) -> ::std::option::Option<&str> {{
                self._request_id.as_deref()
            }}
        }}

        #[automatically_derived]
        impl ::smithy_client_runtime::structure::Output for {name} {{
            const HAS_MEMBERS: bool = {has_members};

            fn set_request_id(&mut self, id: ::std::option::Option<::std::string::String>) {{
                self._request_id = id;
            }}
        }}"
    )
}
