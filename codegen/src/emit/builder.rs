use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::debug;
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
    let builder = prefixed("", &format!("{}Builder", structure.name));
    let name = ident(&structure.name);
    let about = about(structure);
    let debug = debug::hides(structure).then(|| {
        imports.runtime("", &["redacted_debug"]);
        quote! { redacted_debug!(#builder); }
    });
    let derived_debug = debug.is_none().then(|| quote!(Debug,));
    let fields = draft_fields(structure);
    let setters = setters(structure, &quote!(self));
    let build = build(structure, imports);
    // `Default` without the name of the type, as a member may be called `default`.
    quote! {
        impl #name {
            /// Starts with nothing set.
            pub fn builder() -> #builder {
                Default::default()
            }
        }

        #about
        #[derive(Clone, #derived_debug Default)]
        pub struct #builder {
            #fields
        }

        #debug

        impl #builder {
            #setters

            /// The finished value, unless a required member is missing.
            pub #build
        }
    }
}

fn about(structure: &Structure) -> TokenStream {
    doc_lines([format!("Builder of [`{}`].", structure.name)])
}

/// One field per member, each of them optional.
pub(super) fn draft_fields(structure: &Structure) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let kind = kind(&field.kind);
        quote! { #name: Option<#kind>, }
    });
    quote! { #(#fields)* }
}

/// The setters of the builders of a call.
pub(super) fn of_call(draft: &Ident, input: &Structure) -> Option<TokenStream> {
    if input.fields.is_empty() {
        return None;
    }
    let setters = setters(input, &quote!(self.draft));
    Some(quote! { impl<C> CallBuilder<#draft, C> { #setters } })
}

fn setters(structure: &Structure, held: &TokenStream) -> TokenStream {
    let setters = structure.fields.iter().map(|field| twins(field, held));
    quote! { #(#setters)* }
}

/// The method that ends a draft, without its visibility.
pub(super) fn build(structure: &Structure, imports: &mut Imports) -> TokenStream {
    imports.runtime("error", &["BuildError"]);
    let name = ident(&structure.name);
    let shape = &structure.name;
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let member = &field.member;
        match field.presence {
            Presence::Required | Presence::Corrected => {
                imports.runtime("wire", &["required"]);
                let value = quote!(required(self.#name, #shape, #member)?);
                if field.boxed { quote!(#name: Box::new(#value)) } else { quote!(#name: #value) }
            }
            Presence::Optional if field.boxed => quote!(#name: self.#name.map(Box::new)),
            Presence::Optional => quote!(#name: self.#name),
            Presence::Default => {
                let value = or_default(field.fallback.as_ref(), imports);
                quote!(#name: self.#name #value)
            }
        }
    });
    quote! {
        fn build(self) -> Result<#name, BuildError> {
            Ok(#name { #(#fields),* })
        }
    }
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
fn twins(field: &Field, held: &TokenStream) -> TokenStream {
    let name = ident(&field.name);
    let set = prefixed("set_", &field.name);
    let documentation = summary(&field.docs);
    let twin = doc_lines([format!("Sets or clears `{}`.", field.name.trim_start_matches("r#"))]);
    let whole = kind(&field.kind);
    let setter = match &field.kind {
        Type::List(item) => {
            let (kind, value) = argument(item, &quote!(entry));
            quote! {
                pub fn #name(mut self, entry: #kind) -> Self {
                    #held.#name.get_or_insert_default().push(#value);
                    self
                }
            }
        }
        Type::Map(item) => {
            let (kind, value) = argument(item, &quote!(value));
            quote! {
                pub fn #name(mut self, key: impl Into<String>, value: #kind) -> Self {
                    #held.#name.get_or_insert_default().insert(key.into(), #value);
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
    quote! {
        #documentation
        #setter

        #twin
        pub fn #set(mut self, value: Option<#whole>) -> Self {
            #held.#name = value;
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
