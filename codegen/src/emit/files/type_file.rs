use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::{accessors, builder, checks, enumeration, structure, union};
use crate::ir::{Structure, TypeDefinition};
use crate::rust::File;

/// `src/types/….rs`: one type.
pub(super) fn emit(definition: &TypeDefinition) -> String {
    let items = match definition {
        TypeDefinition::Enum(enumeration) => enumeration::declaration(enumeration),
        TypeDefinition::Union(union) => union::declaration(union),
        TypeDefinition::Structure(structure) => with_builder(structure),
    };
    File::new(items).defining(definition.name().plain()).print()
}

fn with_builder(structure: &Structure) -> TokenStream {
    let name = &structure.name;
    let declaration = structure::declaration(structure, None);
    let accessors = structure.role.received.then(|| {
        let accessors = accessors::accessors(&structure.fields);
        quote! { impl #name { #accessors } }
    });
    let builder = builder::of_type(structure);
    let validation = structure.role.sent.then(|| checks::of_type(structure)).flatten();
    quote! {
        #declaration

        #accessors

        #validation

        #builder
    }
}
