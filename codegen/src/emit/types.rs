use heck::ToSnakeCase;
use quote::quote;

use super::imports::Imports;
use super::tokens::{ident, prefixed};
use super::{accessors, builder, checks, enumeration, structure};
use crate::ir::{Crate, Structure, TypeDefinition};
use crate::print;

/// `src/types.rs`: the list of types.
pub(super) fn emit_list(plan: &Crate) -> String {
    let mut modules: Vec<_> =
        plan.types.iter().map(|definition| (module(definition), definition)).collect();
    modules.sort_by(|(a, _), (b, _)| a.cmp(b));
    let declarations = modules.iter().map(|(module, _)| {
        let module = ident(module);
        quote! { mod #module; }
    });
    let exports = modules.iter().map(|(module, definition)| {
        let module = ident(module);
        match definition {
            TypeDefinition::Enum(enumeration) => {
                let name = ident(&enumeration.name);
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

/// The module of a type.
pub(super) fn module(definition: &TypeDefinition) -> String {
    match definition {
        TypeDefinition::Structure(structure) => structure.name.to_snake_case(),
        TypeDefinition::Enum(enumeration) => enumeration.name.to_snake_case(),
    }
}

/// `src/types/….rs`: one type.
pub(super) fn emit(definition: &TypeDefinition) -> String {
    let mut imports = Imports::default();
    let items = match definition {
        TypeDefinition::Enum(enumeration) => enumeration::declaration(enumeration, &mut imports),
        TypeDefinition::Structure(structure) => with_builder(structure, &mut imports),
    };
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
