use quote::quote;

use super::imports::Imports;
use super::tokens::{ident, prefixed};
use super::{accessors, builder, checks, enumeration, structure, union};
use crate::ir::{Crate, Enumeration, Structure, TypeDefinition, TypeFile, Union};
use crate::print;

/// `src/types.rs`: the list of types.
pub(super) fn emit_list(plan: &Crate) -> String {
    let mut files: Vec<&TypeFile> = plan.types.iter().collect();
    files.sort_by(|a, b| a.module.cmp(&b.module));
    let declarations = files.iter().map(|file| {
        let module = ident(&file.module);
        quote! { mod #module; }
    });
    let exports = files.iter().map(|file| {
        let module = ident(&file.module);
        match &file.definition {
            TypeDefinition::Union(Union { name, .. })
            | TypeDefinition::Enum(Enumeration { name, .. }) => {
                let name = ident(name);
                quote! { pub use #module::#name; }
            }
            TypeDefinition::Structure(structure) => {
                let name = ident(&structure.name);
                let builder = prefixed("", &format!("{}Builder", structure.name));
                quote! { pub use #module::{#name, #builder}; }
            }
        }
    });
    let errors = (!plan.errors.is_empty()).then(|| quote! { pub mod error; });
    let tokens = quote! {
        #errors
        #(#declarations)*
        #(#exports)*
    };
    print::file(&["The structures and enums that calls and answers are made of.".into()], tokens)
}

/// `src/types/….rs`: one type.
pub(super) fn emit(definition: &TypeDefinition) -> String {
    let mut imports = Imports::default();
    let items = match definition {
        TypeDefinition::Enum(enumeration) => enumeration::declaration(enumeration, &mut imports),
        TypeDefinition::Union(union) => union::declaration(union, &mut imports),
        TypeDefinition::Structure(structure) => with_builder(structure, &mut imports),
    };
    // A recursive type names itself.
    imports.remove("crate::types", definition.name());
    let imports = imports.tokens();
    print::file(&[], quote! { #imports #items })
}

fn with_builder(structure: &Structure, imports: &mut Imports) -> proc_macro2::TokenStream {
    let name = ident(&structure.name);
    let declaration = structure::declaration(structure, &quote!(), imports);
    let accessors = structure.role.received.then(|| {
        let accessors = accessors::accessors(&structure.fields);
        quote! { impl #name { #accessors } }
    });
    let builder = builder::of_type(structure, imports);
    let validation = structure.role.sent.then(|| checks::of_type(structure, imports)).flatten();
    quote! {
        #declaration

        #accessors

        #validation

        #builder
    }
}
