use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::ident;
use crate::ir::{HttpResponse, Operation};

/// How the bodies of an operation that are streams leave the input and get into the output.
pub(super) fn methods(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let take = operation.http.stream().map(|(field, _)| {
        let field = ident(field);
        imports.add("std::mem", "take");
        imports.runtime("primitives", &["SdkBody"]);
        quote! {
            fn take_body(&mut self) -> Option<SdkBody> {
                Some(take(&mut self.#field).into_inner())
            }
        }
    });
    let attach = operation.response.as_ref().and_then(HttpResponse::stream).map(|field| {
        let field = ident(field);
        imports.runtime("primitives", &["SdkBody"]);
        quote! {
            fn attach_body(output: &mut Self::Output, body: SdkBody) {
                output.#field = body.into();
            }
        }
    });
    quote! { #take #attach }
}
