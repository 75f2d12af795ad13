use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::{doc_lines, ident, kind, path, prefixed, summary};
use crate::ir::{Fallback, Field, Presence, Structure, Type};

/// The builder of a structure under `types`.
pub(super) fn of_type(structure: &Structure, imports: &mut Imports) -> TokenStream {
    if !is_complete(structure) {
        return of_required(structure, imports);
    }
    imports.runtime("", &["builder"]);
    let name = ident(&structure.name);
    let builder = prefixed("", &format!("{}Builder", structure.name));
    let members = structure.fields.iter().map(|field| {
        let (field_name, set) = (ident(&field.name), prefixed("set_", &field.name));
        let (form, kind) = match &field.kind {
            Type::List(item) => (quote!(list), kind(item)),
            Type::Map(value) => (quote!(map), kind(value)),
            single => (quote!(one), kind(single)),
        };
        let held = match field.presence {
            Presence::Optional => field.boxed.then(|| quote!(, boxed)),
            _ => Some(quote!(, or_default)),
        };
        quote!(#form(#field_name, #set, #kind #held))
    });
    imports.add("crate::builder", "StructureBuilder");
    let about = about(structure);
    quote! {
        #about
        pub type #builder = StructureBuilder<#name>;

        builder!(#name, #builder #(, #members)*);
    }
}

/// Whether a structure has a value before any of its members is set.
pub(super) fn is_complete(structure: &Structure) -> bool {
    let mut presences = structure.fields.iter().map(|field| field.presence);
    presences.all(|presence| matches!(presence, Presence::Optional | Presence::Default))
}

fn of_required(structure: &Structure, imports: &mut Imports) -> TokenStream {
    imports.add("crate::builder", "RequiredBuilder");
    let builder = prefixed("", &format!("{}Builder", structure.name));
    let name = ident(&structure.name);
    let about = about(structure);
    let required = required(structure, imports);
    let setters = setters(structure, &quote!(self.value), imports);
    quote! {
        impl #name {
            /// Starts with nothing set.
            pub fn builder() -> #builder {
                #builder::new()
            }
        }

        #required

        #about
        pub type #builder = RequiredBuilder<#name>;

        impl #builder {
            #setters
        }
    }
}

/// What a builder must know of a structure.
pub(super) fn required(structure: &Structure, imports: &mut Imports) -> TokenStream {
    imports.runtime("builder", &["Build"]);
    let name = ident(&structure.name);
    let shape = &structure.name;
    let members = structure.fields.iter().filter(|field| is_required(field));
    let members: Vec<_> = members.map(|field| &field.member).collect();
    let required = (!members.is_empty())
        .then(|| quote! { const REQUIRED: &'static [&'static str] = &[#(#members),*]; });
    quote! {
        impl Build for #name {
            const SHAPE: &'static str = #shape;
            #required
        }
    }
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Corrected)
}

fn about(structure: &Structure) -> TokenStream {
    doc_lines([format!("Builder of [`{}`].", structure.name)])
}

/// The setters of the builders of a call.
pub(super) fn of_call(input: &Structure, imports: &mut Imports) -> Option<TokenStream> {
    if input.fields.is_empty() {
        return None;
    }
    let name = ident(&input.name);
    let setters = setters(input, &quote!(self.input), imports);
    Some(quote! { impl<C> CallBuilder<#name, C> { #setters } })
}

fn setters(structure: &Structure, held: &TokenStream, imports: &mut Imports) -> TokenStream {
    let setters = structure.fields.iter().map(|field| twins(field, held, imports));
    let setters: Vec<_> = setters.collect();
    quote! { #(#setters)* }
}

/// What makes a value of an `Option`.
pub(super) fn or_default(fallback: Option<&Fallback>, imports: &mut Imports) -> TokenStream {
    match fallback {
        None => quote!(.unwrap_or_default()),
        Some(fallback) => {
            imports.fallback(fallback);
            imports.runtime("wire", &["MemberDefault"]);
            let marker = path(fallback.marker());
            quote!(.unwrap_or_else(#marker::value))
        }
    }
}

/// A setter and its twin that takes an `Option`. `held` is where the fields are.
fn twins(field: &Field, held: &TokenStream, imports: &mut Imports) -> TokenStream {
    let name = ident(&field.name);
    let set = prefixed("set_", &field.name);
    let documentation = summary(&field.docs);
    let twin = doc_lines([format!("Sets or clears `{}`.", field.name.trim_start_matches("r#"))]);
    let whole = kind(&field.kind);
    let member = &field.member;
    let found = is_required(field).then(|| quote! { self.missing.found(#member); });
    let present = match field.presence {
        Presence::Optional => quote!(#held.#name.get_or_insert_default()),
        _ => quote!(#held.#name),
    };
    let setter = match &field.kind {
        Type::List(item) => {
            let (kind, value) = argument(item, &quote!(entry));
            quote! {
                pub fn #name(mut self, entry: #kind) -> Self {
                    #found
                    #present.push(#value);
                    self
                }
            }
        }
        Type::Map(item) => {
            let (kind, value) = argument(item, &quote!(value));
            quote! {
                pub fn #name(mut self, key: impl Into<String>, value: #kind) -> Self {
                    #found
                    #present.insert(key.into(), #value);
                    self
                }
            }
        }
        single => {
            let (kind, value) = argument(single, &quote!(value));
            quote! {
                pub fn #name(self, value: #kind) -> Self {
                    self.#set(Some(#value))
                }
            }
        }
    };
    let value = match field.presence {
        Presence::Required | Presence::Corrected if field.boxed => {
            quote!(Box::new(self.missing.set(#member, value)))
        }
        Presence::Required | Presence::Corrected => quote!(self.missing.set(#member, value)),
        Presence::Optional if field.boxed => quote!(value.map(Box::new)),
        Presence::Optional => quote!(value),
        Presence::Default => {
            let fallback = or_default(field.fallback.as_ref(), imports);
            let value = quote!(value #fallback);
            if field.boxed { quote!(Box::new(#value)) } else { value }
        }
    };
    quote! {
        #documentation
        #setter

        #twin
        pub fn #set(mut self, value: Option<#whole>) -> Self {
            #held.#name = #value;
            self
        }
    }
}

/// The type of an argument and what is stored of it.
fn argument(of: &Type, name: &TokenStream) -> (TokenStream, TokenStream) {
    match of {
        Type::String => (quote!(impl Into<String>), quote!(#name.into())),
        Type::ByteStream => (quote!(impl Into<ByteStream>), quote!(#name.into())),
        other => (kind(other), name.clone()),
    }
}
