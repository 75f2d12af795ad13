use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::more::More;
use crate::emit::items::{accessors, http, structure};
use crate::ir::{Crate, Exception};
use crate::rust::File;

/// `src/types/error.rs`: the errors that the model declares.
pub(super) fn emit(plan: &Crate) -> String {
    let items = plan.errors.iter().map(declaration);
    let names = plan.errors.iter().map(described);
    File::new(quote! { #(#items)* @exceptions!(#(#names),*); })
        .about("The errors that the service declares.")
        .print()
}

/// An exception in the words of the macro.
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
    let meta = More {
        name: quote!(meta),
        declaration: quote! {
            #[serde(skip)]
            meta: @ErrorMetadata,
        },
        // It repeats the message.
        is_hidden: exception.hides_message,
    };
    let declaration = structure::declaration(&exception.structure, Some(&meta));
    // Every exception has `message`; that is the macro's.
    let fields = exception.structure.fields.iter();
    let mut own = fields.filter(|field| field.name.plain() != "message").peekable();
    let read = exception.response.as_ref().map(http::read_reply);
    let methods = (own.peek().is_some() || read.is_some()).then(|| {
        let accessors = accessors::accessors(own);
        quote! { impl #name { #accessors #read } }
    });
    quote! { #declaration #methods }
}
