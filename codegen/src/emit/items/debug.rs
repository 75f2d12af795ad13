//! `Debug` of sensitive enums and unions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Debug, Union};
use crate::rust::Identifier;

/// `Debug` of a union, if it is not derived.
pub(super) fn of_union(union: &Union) -> Option<TokenStream> {
    let name = &union.name;
    if union.debug != Debug::Redacted {
        return whole(name, union.debug);
    }
    let variants = union.members.iter().map(|member| {
        let variant = &member.variant;
        match (&member.kind, member.is_hidden) {
            (None, _) => quote!(#variant),
            (Some(_), true) => quote!(redacted(#variant)),
            (Some(_), false) => quote!(#variant(_)),
        }
    });
    Some(quote! { @redacted_variants!(#name #(, #variants)*); })
}

/// `Debug` of an enum or union that shows nothing.
pub(super) fn whole(name: &Identifier, debug: Debug) -> Option<TokenStream> {
    (debug == Debug::Hidden).then(|| quote! { @redacted!(#name); })
}
