use quote::quote;

use crate::ir::Crate;
use crate::rust::{File, reexports};

/// `src/lib.rs`: the tour.
pub(super) fn emit(plan: &Crate) -> String {
    let parts = &plan.parts;
    let builder = parts.builders().then(|| quote! { pub mod builder; });
    let types = parts.types.then(|| quote! { pub mod types; });
    let waiters = parts.waiters.then(|| quote! { pub mod waiters; });
    let mut names = vec!["Config", "SdkConfig", "Customized", "Operation", "config", "primitives"];
    if parts.pagination {
        names.push("pagination");
    }
    let runtime = reexports(&names);
    File::new(quote! {
        #![doc = include_str!("../README.md")]

        #builder
        pub mod client;
        pub mod endpoint;
        pub mod error;
        pub mod operation;
        #types
        #waiters

        pub use client::Client;
        pub use error::Error;
        #runtime
    })
    .print()
}
