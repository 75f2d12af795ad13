use quote::quote;

use crate::ir::Crate;
use crate::print;

/// `src/lib.rs`: the tour.
pub(super) fn emit(plan: &Crate) -> String {
    let types =
        (!plan.types.is_empty() || !plan.errors.is_empty()).then(|| quote! { pub mod types; });
    let tokens = quote! {
        #![doc = include_str!("../README.md")]

        pub mod client;
        pub mod endpoint;
        pub mod error;
        pub mod operation;
        #types

        pub use client::Client;
        pub use error::Error;
        pub use rest_json_runtime::config::{Config, SdkConfig};
        pub use rest_json_runtime::{Customized, Operation, config, primitives};
    };
    print::file(&[], tokens)
}
