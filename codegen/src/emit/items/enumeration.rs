use proc_macro2::TokenStream;
use quote::quote;

use super::debug;
use crate::emit::tokens::docs;
use crate::ir::{Debug, Enumeration};

/// An open enum: what the service may send, and whatever it may come to send.
pub(in crate::emit) fn declaration(enumeration: &Enumeration) -> TokenStream {
    let name = &enumeration.name;
    let documentation = docs(&enumeration.docs);
    let values: Vec<_> = enumeration.variants.iter().map(|variant| &variant.value).collect();
    let variants: Vec<_> = enumeration.variants.iter().map(|variant| &variant.name).collect();
    let variant_docs = enumeration.variants.iter().map(|variant| docs(&variant.docs));
    let debug = debug::whole(name, enumeration.debug);
    let derived_debug = (enumeration.debug == Debug::Derived).then(|| quote!(Debug,));
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

        @open_enum!(#name);

        #debug
    }
}
