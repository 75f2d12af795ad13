use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::structure::Part;
use crate::emit::items::{http, structure};
use crate::ir::{Crate, Exception};
use crate::rust::File;

/// `src/types/error.rs`: the errors that the model declares.
pub(super) fn emit(plan: &Crate) -> String {
    let items = plan.errors.iter().map(declaration);
    let names = plan.errors.iter().map(described);
    let builders = builders(plan);
    File::new(quote! { #builders #(#items)* @exceptions!(#(#names),*); })
        .about("The errors that the service declares.")
        .print()
}

/// The arguments of the macro for an exception.
fn described(error: &Exception) -> TokenStream {
    let (name, code) = (&error.structure.name, &error.code);
    let code = (name.plain() != *code).then(|| quote!(= #code));
    let read = error.response.as_ref().map(|http| {
        let elsewhere = http.without.iter().flatten();
        quote!(=> read_reply[#(#elsewhere),*])
    });
    let name = if error.hides_message { quote!(redacted(#name)) } else { quote!(#name) };
    quote!(#name #code #read)
}

fn declaration(exception: &Exception) -> TokenStream {
    let name = &exception.structure.name;
    // It repeats the message.
    let sensitive = exception.hides_message.then(|| quote!(#[member(sensitive)]));
    let part = Part {
        more: quote! {
            /// Code, message and request id from the response.
            #sensitive
            #[serde(skip)]
            meta: @ErrorMetadata,
        },
        ..Part::plain()
    };
    let declaration = structure::declaration(&exception.structure, &part);
    let read = exception.response.as_ref().map(http::read_reply);
    let read = read.map(|read| quote! { impl #name { #read } });
    quote! { #declaration #read }
}

/// The builders of errors, where the AWS SDK for Rust has them.
fn builders(plan: &Crate) -> TokenStream {
    let names = plan.errors.iter().map(|error| &error.structure.builder);
    quote! {
        /// The builders of the errors.
        pub mod builders {
            pub use super::{#(#names),*};
        }
    }
}
