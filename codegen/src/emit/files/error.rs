use quote::quote;

use crate::emit::tokens::summary;
use crate::ir::Crate;
use crate::rust::{File, reexports_of};

/// `src/error.rs`: the error of the whole service.
pub(super) fn emit(plan: &Crate) -> String {
    let names: Vec<_> = plan.errors.iter().map(|error| &error.structure.name).collect();
    let docs = plan.errors.iter().map(|error| summary(&error.structure.docs));
    let runtime = reexports_of("lib::error");
    let tokens = quote! {
        #runtime

        /// Any error of the service. `?` converts the error of every operation to it.
        #[non_exhaustive]
        pub enum Error {
            #(
                #docs
                #names(@error::#names),
            )*
            /// An error that the model does not declare, or a failure without a response.
            Unhandled(Unhandled),
        }

        @service_error!(Error #(, #names)*);
    };
    File::new(tokens).about("What a failed call returns.").print()
}
