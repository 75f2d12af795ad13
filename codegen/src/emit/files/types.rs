use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Crate, TypeDefinition, TypeFile};
use crate::rust::File;

/// `src/types.rs`: the list of types.
pub(super) fn emit(plan: &Crate) -> String {
    let mut files: Vec<&TypeFile> = plan.types.iter().collect();
    files.sort_by(|a, b| a.module.cmp(&b.module));
    let modules = files.iter().map(|file| &file.module);
    let exports = files.iter().map(|file| export(file));
    let errors = (!plan.errors.is_empty()).then(|| quote! { pub mod error; });
    File::new(quote! { #errors #(mod #modules;)* #(#exports)* })
        .about("The structures and enums that calls and answers are made of.")
        .print()
}

/// `self` tells modules from crates of the same name.
fn export(file: &TypeFile) -> TokenStream {
    let (module, name) = (&file.module, file.definition.name());
    let builder = match &file.definition {
        TypeDefinition::Structure(structure) => structure.builder.as_ref(),
        TypeDefinition::Union(_) | TypeDefinition::Enum(_) => None,
    };
    match builder.map(|builder| &builder.name) {
        Some(builder) => quote! { pub use self::#module::{#name, #builder}; },
        None => quote! { pub use self::#module::#name; },
    }
}
