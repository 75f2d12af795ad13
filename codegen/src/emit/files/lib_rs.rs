use quote::quote;

use crate::ir::Crate;
use crate::rust::{File, reexports};

/// `src/lib.rs`: the modules and what is exported at the root.
pub(super) fn emit(plan: &Crate) -> String {
    let parts = &plan.parts;
    let types = parts.types.then(|| quote! { pub mod types; });
    let waiters = parts.waiters.then(|| quote! { pub mod waiters; });
    let mut names = vec!["Config", "Customized", "Operation", "primitives"];
    if parts.pagination {
        names.push("pagination");
    }
    let runtime = reexports(&names);
    let sdk_config = reexports(&["SdkConfig"]);
    File::new(quote! {
        #![doc = include_str!("../README.md")]

        #[cfg(feature = "blocking")]
        pub mod blocking;
        pub mod client;
        pub mod endpoint;
        pub mod error;
        pub mod operation;
        #types
        #waiters

        pub use client::Client;
        pub use error::Error;
        #runtime
        #[cfg(feature = "aws")]
        #sdk_config

        /// The settings of a client, and their sources.
        pub mod config {
            pub use @config::*;

            pub use crate::endpoint;
        }

        /// Information about this crate.
        pub mod meta {
            /// The version of this crate.
            pub static PKG_VERSION: &str = env!("CARGO_PKG_VERSION");
        }
    })
    .print()
}
