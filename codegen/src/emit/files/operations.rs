use quote::quote;

use crate::emit::tokens::summary;
use crate::ir::Crate;
use crate::rust::{File, reexports};

/// `src/operation.rs`: the list of operations.
pub(super) fn emit(plan: &Crate) -> String {
    let modules: Vec<_> = plan.operations.iter().map(|operation| &operation.module).collect();
    let abouts = plan.operations.iter().map(|operation| summary(&operation.docs));
    let inputs = plan.operations.iter().map(|operation| &operation.input.name);
    let request_id = reexports(&["RequestId"]);
    let tokens = quote! {
        #(#abouts pub mod #modules;)*

        #request_id

        @operations!(#(#modules::#inputs),*);
    };
    File::new(tokens).about("The operations of the service, one module each.").print()
}
