use quote::quote;

use super::imports::Imports;
use super::tokens::ident;
use super::{accessors, debug, http, structure};
use crate::ir::{Crate, Exception};
use crate::print;

/// `src/types/error.rs`: the errors that the model declares.
pub(super) fn emit(plan: &Crate) -> String {
    let mut imports = Imports::default();
    imports.runtime("", &["exceptions"]);
    imports.runtime("error", &["ErrorMetadata"]);
    let items: Vec<_> = plan.errors.iter().map(|error| declaration(error, &mut imports)).collect();
    let imports = imports.tokens();
    let names = plan.errors.iter().map(|error| {
        let (name, code) = (ident(&error.structure.name), &error.code);
        let code = (error.structure.name != *code).then(|| quote!(= #code));
        let read = error.response.as_ref().map(|http| {
            let elsewhere = http.without.iter().flatten();
            quote!(=> read_reply[#(#elsewhere),*])
        });
        let name = match debug::hides_message(&error.structure) {
            true => quote!(redacted(#name)),
            false => quote!(#name),
        };
        quote!(#name #code #read)
    });
    let tokens = quote! { #imports #(#items)* exceptions!(#(#names),*); };
    print::file(&["The errors that the service declares.".into()], tokens)
}

fn declaration(exception: &Exception, imports: &mut Imports) -> proc_macro2::TokenStream {
    let name = ident(&exception.structure.name);
    let meta = quote! {
        #[serde(skip)]
        meta: ErrorMetadata,
    };
    let declaration = structure::declaration(&exception.structure, &meta, imports);
    // Every exception has `message`; that is the macro's.
    let own: Vec<_> =
        exception.structure.fields.iter().filter(|field| field.name != "message").collect();
    let read = exception.response.as_ref().map(|http| http::read_reply(http, imports));
    let methods = (!own.is_empty() || read.is_some()).then(|| {
        let accessors = accessors::accessors(own);
        quote! { impl #name { #accessors #read } }
    });
    quote! { #declaration #methods }
}
