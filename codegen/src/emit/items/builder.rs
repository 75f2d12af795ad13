use proc_macro2::TokenStream;
use quote::quote;

use super::defaults::or_default;
use super::kind::kind;
use crate::emit::tokens::{doc_lines, summary};
use crate::ir::{Builder, BuilderKind, Field, Presence, Structure, Type};

/// The builder of a structure under `types`.
pub(in crate::emit) fn of_type(structure: &Structure) -> Option<TokenStream> {
    let Builder { name, kind } = structure.builder.as_ref()?;
    let about = doc_lines([format!("Builder of [`{}`].", structure.name)]);
    let structure_name = &structure.name;
    Some(match kind {
        BuilderKind::Plain => {
            let members = structure.fields.iter().map(described);
            quote! {
                #about
                pub type #name = @StructureBuilder<#structure_name>;

                @builder!(#structure_name, #name #(, #members)*);
            }
        }
        BuilderKind::Required => {
            let build = build(structure);
            let setters = setters(structure, &quote!(self.value));
            quote! {
                impl #structure_name {
                    /// Starts with nothing set.
                    pub fn builder() -> #name {
                        #name::new()
                    }
                }

                #build

                #about
                pub type #name = @RequiredBuilder<#structure_name>;

                impl #name {
                    #setters
                }
            }
        }
    })
}

/// What a builder must know of a structure.
pub(in crate::emit) fn build(structure: &Structure) -> TokenStream {
    let name = &structure.name;
    let shape = name.plain();
    let members = structure.fields.iter().filter(|field| field.presence.is_required());
    let members: Vec<_> = members.map(|field| &field.member).collect();
    let required = (!members.is_empty())
        .then(|| quote! { const REQUIRED: &'static [&'static str] = &[#(#members),*]; });
    quote! {
        impl @Build for #name {
            const SHAPE: &'static str = #shape;
            #required
        }
    }
}

/// The setters of the builders of a call.
pub(in crate::emit) fn of_call(input: &Structure) -> Option<TokenStream> {
    let name = &input.name;
    let setters = (!input.fields.is_empty()).then(|| setters(input, &quote!(self.input)))?;
    Some(quote! { impl<C> @CallBuilder<#name, C> { #setters } })
}

/// A member in the words of the macro.
fn described(field: &Field) -> TokenStream {
    let (name, setter) = (&field.name, &field.setter);
    let (form, kind) = match &field.kind {
        Type::List(item) => (quote!(list), kind(item)),
        Type::Map(value) => (quote!(map), kind(value)),
        single => (quote!(one), kind(single)),
    };
    let held = match field.presence {
        Presence::Optional => field.boxed.then(|| quote!(, boxed)),
        _ => Some(quote!(, or_default)),
    };
    quote!(#form(#name, #setter, #kind #held))
}

fn setters(structure: &Structure, held: &TokenStream) -> TokenStream {
    structure.fields.iter().map(|field| twins(field, held)).collect()
}

/// A setter and its twin that takes an `Option`. `held` is where the fields are.
fn twins(field: &Field, held: &TokenStream) -> TokenStream {
    let (name, set) = (&field.name, &field.setter);
    let documentation = summary(&field.docs);
    let twin = doc_lines([format!("Sets or clears `{}`.", name.plain())]);
    let whole = kind(&field.kind);
    let setter = setter(field, held);
    let value = given(field);
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

fn setter(field: &Field, held: &TokenStream) -> TokenStream {
    let (name, set, member) = (&field.name, &field.setter, &field.member);
    let found = field.presence.is_required().then(|| quote! { self.missing.found(#member); });
    let present = match field.presence {
        Presence::Optional => quote!(#held.#name.get_or_insert_default()),
        _ => quote!(#held.#name),
    };
    match &field.kind {
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
    }
}

/// What a field holds after it was given `value`, an `Option`.
fn given(field: &Field) -> TokenStream {
    let member = &field.member;
    let value = match field.presence {
        Presence::Required | Presence::Corrected => quote!(self.missing.set(#member, value)),
        Presence::Optional if field.boxed => return quote!(value.map(Box::new)),
        Presence::Optional => return quote!(value),
        Presence::Default => {
            let or_default = or_default(field.fallback.as_ref());
            quote!(value #or_default)
        }
    };
    if field.boxed { quote!(Box::new(#value)) } else { value }
}

/// The type of an argument and what is stored of it.
fn argument(of: &Type, name: &TokenStream) -> (TokenStream, TokenStream) {
    match of {
        Type::String => (quote!(impl Into<String>), quote!(#name.into())),
        Type::ByteStream => (quote!(impl Into<@ByteStream>), quote!(#name.into())),
        other => (kind(other), name.clone()),
    }
}
