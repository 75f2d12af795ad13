//! `Debug` of what is sensitive.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::ident;
use crate::ir::{Structure, Union};

/// Whether a structure has something to hide.
pub(super) fn hides(structure: &Structure) -> bool {
    structure.fields.iter().any(|field| field.is_hidden)
}

/// Whether the message of an error is not to be shown.
pub(super) fn hides_message(error: &Structure) -> bool {
    error.fields.iter().any(|field| field.name == "message" && field.is_hidden)
}

/// `Debug` of a structure. `more` is what the model does not know, the metadata of an error.
pub(super) fn of_structure(
    structure: &Structure,
    more: &TokenStream,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if !hides(structure) {
        return None;
    }
    imports.runtime("", &["redacted_debug"]);
    let name = ident(&structure.name);
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        if field.is_hidden { quote!(redacted(#name)) } else { quote!(#name) }
    });
    // The metadata repeats the message.
    let meta = (!more.is_empty() && !hides_message(structure)).then(|| quote!(, meta));
    Some(quote! { redacted_debug!(#name #(, #fields)* #meta); })
}

/// `Debug` of a union.
pub(super) fn of_union(union: &Union, imports: &mut Imports) -> Option<TokenStream> {
    let name = ident(&union.name);
    if !union.members.iter().any(|member| member.is_hidden) {
        return None;
    }
    if union.members.iter().all(|member| member.is_hidden) {
        return Some(whole(&union.name, imports));
    }
    imports.runtime("", &["redacted_variants"]);
    let variants = union.members.iter().map(|member| {
        let variant = ident(&member.variant);
        match (&member.kind, member.is_hidden) {
            (None, _) => quote!(#variant),
            (Some(_), true) => quote!(redacted(#variant)),
            (Some(_), false) => quote!(#variant(_)),
        }
    });
    Some(quote! { redacted_variants!(#name #(, #variants)*); })
}

/// `Debug` of an enum or union that shows nothing.
pub(super) fn whole(name: &str, imports: &mut Imports) -> TokenStream {
    imports.runtime("", &["redacted"]);
    let name = ident(name);
    quote! { redacted!(#name); }
}
