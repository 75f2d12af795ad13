use quote::quote;

use crate::emit::tokens::docs;
use crate::ir::{Crate, Waiter};
use crate::rust::File;

/// `src/waiters.rs`: the list of waiters.
pub(super) fn emit(plan: &Crate) -> String {
    let waiters: Vec<&Waiter> =
        plan.operations.iter().flat_map(|operation| &operation.waiters).collect();
    let modules = waiters.iter().map(|waiter| {
        let (about, module) = (docs(&waiter.docs), &waiter.module);
        quote! { #about pub mod #module; }
    });
    let methods = waiters.iter().map(|waiter| {
        let Waiter { name, method, module, fluent_builder, .. } = waiter;
        quote!(#method(#module, #name, #fluent_builder))
    });
    File::new(quote! { #(#modules)* @waiters!(@Client, #(#methods),*); })
        .about("The waiters of a client, one module each.")
        .print()
}
