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
    let builders = builders(&files);
    File::new(quote! { #errors #(mod #modules;)* #builders #(#exports)* })
        .about("The structures and enums of inputs and outputs.")
        .print()
}

/// `self` tells modules from crates of the same name.
fn export(file: &TypeFile) -> TokenStream {
    let (module, name) = (&file.module, file.definition.name());
    quote! { pub use self::#module::#name; }
}

/// The builders of structures, where the AWS SDK for Rust has them.
fn builders(files: &[&TypeFile]) -> Option<TokenStream> {
    let mut exports = files.iter().filter_map(|file| match &file.definition {
        TypeDefinition::Structure(structure) => {
            let (module, builder) = (&file.module, &structure.builder);
            Some(quote! { pub use super::#module::#builder; })
        }
        TypeDefinition::Union(_) | TypeDefinition::Enum(_) => None,
    });
    let first = exports.next()?;
    Some(quote! {
        /// The builders of the structures.
        pub mod builders {
            #first
            #(#exports)*
        }
    })
}
