use proc_macro2::TokenStream;
use quote::quote;

use crate::structure::{Absence, Field, Structure};

pub(crate) fn expand(structure: &Structure<'_>) -> TokenStream {
    let (name, text) = (structure.name, structure.name.to_string());
    let wire_names = structure.wire_names();
    let required = required(structure);
    let blank = blank(structure);
    let members = structure.members().enumerate().map(|(index, field)| read(index, field));
    quote! {
        #[automatically_derived]
        impl<'de> ::rest_json_runtime::structure::Deserialize<'de> for #name {
            fn deserialize<D: ::rest_json_runtime::structure::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::rest_json_runtime::structure::read(
                    #text,
                    &[#(#wire_names),*],
                    &[#(#required),*],
                    deserializer,
                )
            }
        }

        #[automatically_derived]
        impl ::rest_json_runtime::structure::Read for #name {
            fn blank() -> Self {
                #blank
            }

            fn read<'de, R: ::rest_json_runtime::structure::Reader<'de>>(
                &mut self,
                member: usize,
                from: &mut R,
            ) {
                match member {
                    #(#members)*
                    _ => {}
                }
            }
        }
    }
}

/// The places of the members that must be there.
fn required(structure: &Structure<'_>) -> Vec<usize> {
    let is_required =
        |field: &Field<'_>| !structure.has_default && matches!(field.absence, Absence::Required);
    let members = structure.members().enumerate();
    members.filter(|(_, field)| is_required(field)).map(|(index, _)| index).collect()
}

/// A value with nothing read.
fn blank(structure: &Structure<'_>) -> TokenStream {
    if structure.has_default {
        return quote!(::std::default::Default::default());
    }
    let fields = structure.fields.iter().map(|field| {
        let name = field.name;
        let value = match &field.absence {
            Absence::Nothing => quote!(::std::option::Option::None),
            Absence::Zero => quote!(::std::default::Default::default()),
            Absence::Value(path) => quote!(#path()),
            Absence::Required => quote!(::rest_json_runtime::structure::Blank::blank()),
        };
        quote!(#name: #value)
    });
    quote!(Self { #(#fields),* })
}

fn read(index: usize, field: &Field<'_>) -> TokenStream {
    let name = field.name;
    match &field.with {
        None => quote!(#index => from.member(&mut self.#name),),
        Some(with) => quote!(#index => from.member_as::<#with, _>(&mut self.#name),),
    }
}
