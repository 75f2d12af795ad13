use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::structure::Part;
use crate::emit::items::{checks, enumeration, structure, union};
use crate::ir::{Structure, TypeDefinition};
use crate::rust::File;

/// `src/types/….rs`: one type.
pub(super) fn emit(definition: &TypeDefinition) -> String {
    let items = match definition {
        TypeDefinition::Enum(enumeration) => enumeration::declaration(enumeration),
        TypeDefinition::Union(union) => union::declaration(union),
        TypeDefinition::Structure(structure) => self::structure(structure),
    };
    File::new(items).defining(definition.name().plain()).print()
}

fn structure(structure: &Structure) -> TokenStream {
    let declaration = structure::declaration(structure, &Part::plain());
    let validation = structure.role.sent.then(|| checks::of_type(structure)).flatten();
    quote! {
        #declaration

        #validation
    }
}
