use proc_macro2::TokenStream;
use quote::quote;

use super::kind::kind;
use crate::emit::tokens::summary;
use crate::ir::{Field, Presence, Type};

/// Methods that lend the fields of a structure, as the official SDKs have them.
pub(in crate::emit) fn accessors<'a>(fields: impl IntoIterator<Item = &'a Field>) -> TokenStream {
    fields.into_iter().map(accessor).collect()
}

fn accessor(field: &Field) -> TokenStream {
    let name = &field.name;
    let documentation = summary(&field.docs);
    let is_optional = field.presence == Presence::Optional;
    let (answer, body) = match (&field.kind, is_optional) {
        (copied, true) if copied.is_copy() => {
            let kind = kind(copied);
            (quote!(Option<#kind>), quote!(self.#name))
        }
        (copied, false) if copied.is_copy() => (kind(copied), quote!(self.#name)),
        (Type::String, true) => (quote!(Option<&str>), quote!(self.#name.as_deref())),
        (Type::String, false) => (quote!(&str), quote!(&self.#name)),
        (Type::List(item), optional) => {
            let item = kind(item);
            let body = match optional {
                true => quote!(self.#name.as_deref().unwrap_or_default()),
                false => quote!(&self.#name),
            };
            (quote!(&[#item]), body)
        }
        (other, true) => {
            let kind = kind(other);
            let body = match field.boxed {
                true => quote!(self.#name.as_deref()),
                false => quote!(self.#name.as_ref()),
            };
            (quote!(Option<&#kind>), body)
        }
        (other, false) => {
            let kind = kind(other);
            (quote!(&#kind), quote!(&self.#name))
        }
    };
    quote! {
        #documentation
        pub fn #name(&self) -> #answer {
            #body
        }
    }
}
