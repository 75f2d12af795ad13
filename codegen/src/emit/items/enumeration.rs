use proc_macro2::TokenStream;
use quote::quote;

use super::debug;
use crate::emit::tokens::docs;
use crate::ir::{Debug, Enumeration};

/// An open enum: the values of the model, and a variant for values added later.
pub(in crate::emit) fn declaration(enumeration: &Enumeration) -> TokenStream {
    let name = &enumeration.name;
    let documentation = docs(&enumeration.docs);
    let variants = enumeration.variants.iter().map(|variant| {
        let (name, value, documentation) = (&variant.name, &variant.value, docs(&variant.docs));
        quote! {
            #documentation
            #[serde(rename = #value)]
            #name,
        }
    });
    let debug = debug::whole(name, enumeration.debug);
    let derived_debug = (enumeration.debug == Debug::Derived).then(|| quote!(Debug,));
    quote! {
        #documentation
        #[derive(Clone, #derived_debug @Enum)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know, as the service sent it.
            Unknown(String),
        }

        #debug
    }
}
