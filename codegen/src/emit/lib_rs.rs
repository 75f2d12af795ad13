use quote::quote;

use super::builders::has_builders;
use crate::ir::Crate;
use crate::print;

/// `src/lib.rs`: the tour.
pub(super) fn emit(plan: &Crate) -> String {
    let types =
        (!plan.types.is_empty() || !plan.errors.is_empty()).then(|| quote! { pub mod types; });
    let builder = has_builders(plan).then(|| quote! { pub mod builder; });
    let waiters = has_waiters(plan).then(|| quote! { pub mod waiters; });
    let pagination = is_paginated(plan).then(|| quote!(, pagination));
    let tokens = quote! {
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
        pub use smithy_client_runtime::config::{Config, SdkConfig};
        pub use smithy_client_runtime::{Customized, Operation, config #pagination, primitives};
    };
    print::file(&[], tokens)
}

/// Whether there is anything to wait for.
pub(super) fn has_waiters(plan: &Crate) -> bool {
    plan.operations.iter().any(|operation| !operation.waiters.is_empty())
}

/// Whether there are answers in pages.
pub(super) fn is_paginated(plan: &Crate) -> bool {
    plan.operations.iter().any(|operation| operation.pagination.is_some())
}
