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
    let paginator = |mode: &str| match &call.paginator {
        Some(paginator) => format!(
            "/// Fetches one page after the other.
            pub fn into_paginator(self) -> {paginator}<{mode}> {{
                self.customize().into_paginator()
            }}"
        ),
        None => String::new(),
    };
    let errors = "/// # Errors
        /// A required member is not set, or the call fails: see [`SdkError`](::smithy_client_runtime::error::SdkError).";
    let methods = |client: &str, mode: &str, send: &str| {
        let paginator = paginator(mode);
        format!(
            "impl {builder}<{client}> {{
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

                {send} {{
                    self.customize().send()
                }}
            }}"
        )
    };
    let send = format!(
        "/// Sends the call.
        ///
        {errors}
        #[cfg(feature = \"async\")]
        pub fn send(self) -> impl ::std::future::Future<Output = {answer}>"
    );
    let on_client = methods(client, "::smithy_client_runtime::client::Async", &send);
    let on_blocking = call.blocking.as_ref().map(|client| {
        let send = format!(
            "/// Sends the call, and returns when it is done.
            ///
            {errors}
            pub fn send(self) -> {answer}"
        );
        let methods = methods(client, "::smithy_client_runtime::client::Blocking", &send);
        format!("#[cfg(feature = \"blocking\")] {methods}")
    });
    let on_blocking = on_blocking.unwrap_or_default();
    Ok(format!(
        "{on_client}

        #[cfg(feature = \"async\")]
        impl {builder} {{
            /// Sends the call with this client.
            ///
            {errors}
            pub fn send_with(
                self,
                client: &{client},
            ) -> impl ::std::future::Future<Output = {answer}> {{
                let engine = client.engine.clone();
                ::smithy_client_runtime::Customized::new(engine, self.build()).send()
            }}
        }}

        {on_blocking}"
    ))
}

/// The request id of an output, and whether it has members.
pub(crate) fn output(structure: &Structure) -> String {
    let name = &structure.name;
    let has_members = structure.accessible().next().is_some();
    format!(
        "impl ::smithy_client_runtime::error::RequestId for {name} {{
            fn request_id(&self) -> ::std::option::Option<&str> {{
                self._request_id.as_deref()
            }}
        }}

        impl ::smithy_client_runtime::structure::Output for {name} {{
            const HAS_MEMBERS: bool = {has_members};

            fn set_request_id(&mut self, id: ::std::option::Option<::std::string::String>) {{
                self._request_id = id;
            }}
        }}"
    )
}
