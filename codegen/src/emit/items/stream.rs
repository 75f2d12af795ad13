use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{HttpResponse, Operation};

/// How streamed bodies are moved out of the input and into the output.
pub(in crate::emit) fn methods(operation: &Operation) -> TokenStream {
    let take = operation.http.stream().map(|(field, _)| {
        quote! {
            fn take_body(&mut self) -> Option<@SdkBody> {
                Some(@take(&mut self.#field).into_inner())
            }
        }
    });
    let attach = operation.response.as_ref().and_then(HttpResponse::stream).map(|field| {
        quote! {
            fn attach_body(output: &mut Self::Output, body: @SdkBody) {
                output.#field = body.into();
            }
        }
    });
    quote! { #take #attach }
}
