use quote::quote;

use super::imports::Imports;
use super::tokens::{ident, summary};
use crate::ir::Crate;
use crate::print;

/// `src/error.rs`: the error of the whole service.
pub(super) fn emit(plan: &Crate) -> String {
    let mut imports = Imports::default();
    imports.runtime("", &["service_error"]);
    let names: Vec<_> = plan.errors.iter().map(|error| ident(&error.structure.name)).collect();
    if !plan.errors.is_empty() {
        imports.add("crate::types", "error");
    }
    let docs = plan.errors.iter().map(|error| summary(&error.structure.docs));
    let imports = imports.tokens();
    let tokens = quote! {
        #imports

        pub use smithy_client_runtime::error::*;

        /// Any error of the service. The error of every operation turns into it by `?`.
        #[non_exhaustive]
        pub enum Error {
            #(
                #docs
                #names(error::#names),
            )*
            /// An error that the model does not declare, or a failure without an answer.
            Unhandled(Unhandled),
        }

        service_error!(Error #(, #names)*);
    };
    print::file(&["What comes back when a call fails.".into()], tokens)
}
