use quote::quote;

use super::debug;
use super::imports::Imports;
use super::tokens::{docs, ident};
use crate::ir::Enumeration;

/// An open enum: what the service may send, and whatever it may come to send.
pub(super) fn declaration(
    enumeration: &Enumeration,
    imports: &mut Imports,
) -> proc_macro2::TokenStream {
    imports.runtime("", &["open_enum"]);
    let name = ident(&enumeration.name);
    let documentation = docs(&enumeration.docs);
    let values: Vec<&str> =
        enumeration.variants.iter().map(|variant| variant.value.as_str()).collect();
    let variants: Vec<_> =
        enumeration.variants.iter().map(|variant| ident(&variant.name)).collect();
    let variant_docs = enumeration.variants.iter().map(|variant| docs(&variant.docs));
    let debug = enumeration.is_hidden.then(|| debug::whole(&enumeration.name, imports));
    let derived_debug = debug.is_none().then(|| quote!(Debug,));
    quote! {
        #documentation
        #[derive(Clone, #derived_debug)]
        #[non_exhaustive]
        pub enum #name {
            #(
                #variant_docs
                #variants,
            )*
            /// A value that is newer than this crate, as the service sent it.
            Unknown(String),
        }

        impl #name {
            /// The value as it travels.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }

        open_enum!(#name);

        #debug
    }
}
