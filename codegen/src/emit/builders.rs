use proc_macro2::TokenStream;
use quote::quote;

use super::builder;
use super::imports::Imports;
use super::lib_rs::is_paginated;
use crate::ir::{Crate, TypeDefinition};
use crate::print;

/// `src/builder.rs`: what builders share. `None` if there is nothing to build.
pub(super) fn emit(plan: &Crate) -> Option<String> {
    if !has_builders(plan) {
        return None;
    }
    let mut imports = Imports::default();
    let of_calls = (!plan.operations.is_empty()).then(|| of_calls(plan, &mut imports));
    let of_structures = has_structures(plan, true).then(of_structures);
    let of_required = has_structures(plan, false).then(|| of_required(&mut imports));
    let imports = imports.tokens();
    let tokens = quote! { #imports #of_calls #of_structures #of_required };
    let about = "Builders; the modules of operations and types add the setters.";
    Some(print::file(&[about.into()], tokens))
}

/// Whether anything in the crate is built by them.
pub(super) fn has_builders(plan: &Crate) -> bool {
    !plan.operations.is_empty() || has_structures(plan, true) || has_structures(plan, false)
}

/// Whether there are structures that need no member, or some that do.
fn has_structures(plan: &Crate, complete: bool) -> bool {
    plan.types.iter().any(|file| match &file.definition {
        TypeDefinition::Structure(structure) => builder::is_complete(structure) == complete,
        _ => false,
    })
}

fn of_calls(plan: &Crate, imports: &mut Imports) -> TokenStream {
    imports.add("crate", "Client");
    imports.runtime("", &["Customized", "Operation"]);
    imports.runtime("builder", &["Build", "Missing"]);
    imports.runtime("error", &["BuildError", "SdkError"]);
    let into_paginator = is_paginated(plan).then(|| {
        imports.runtime("pagination", &["Paginated", "Paginator"]);
        quote! {
            /// Makes the call for one page after the other.
            pub fn into_paginator(self) -> Paginator<I>
            where
                I: Paginated,
            {
                self.customize().into_paginator()
            }
        }
    });
    quote! {
        /// Sets up a call: with a client, or for an input on its own.
        #[derive(Clone, Debug)]
        pub struct CallBuilder<I, C> {
            pub(crate) client: C,
            pub(crate) input: I,
            pub(crate) missing: Missing,
        }

        impl<I: Build, C> CallBuilder<I, C> {
            pub(crate) fn new(client: C) -> Self {
                Self { client, input: I::blank(), missing: Missing::of::<I>() }
            }

            /// The finished input, unless a required member is missing.
            pub fn build(self) -> Result<I, BuildError> {
                self.missing.check(self.input)
            }
        }

        impl<I: Build + Operation<Client = Client>> CallBuilder<I, Client> {
            /// Makes the call. Fails if a required member is missing, or with the operation's error.
            pub async fn send(self) -> Result<I::Output, SdkError<I::Error>> {
                self.customize().send().await
            }

            /// For settings, headers and interceptors of this call alone, or to have it signed.
            pub fn customize(self) -> Customized<I> {
                Customized::new(self.client.engine.clone(), self.build())
            }

            #into_paginator
        }
    }
}

fn of_structures() -> TokenStream {
    quote! {
        /// Builds a structure whose members may all be absent.
        #[derive(Clone, Debug, Default)]
        pub struct StructureBuilder<T> {
            pub(crate) value: T,
        }

        impl<T> StructureBuilder<T> {
            /// The finished value.
            pub fn build(self) -> T {
                self.value
            }
        }
    }
}

fn of_required(imports: &mut Imports) -> TokenStream {
    imports.runtime("builder", &["Build", "Missing"]);
    imports.runtime("error", &["BuildError"]);
    quote! {
        /// Builds a structure with members that must be set.
        #[derive(Clone, Debug)]
        pub struct RequiredBuilder<T> {
            pub(crate) value: T,
            pub(crate) missing: Missing,
        }

        impl<T: Build> RequiredBuilder<T> {
            pub(crate) fn new() -> Self {
                Self { value: T::blank(), missing: Missing::of::<T>() }
            }

            /// The finished value, unless a required member is missing.
            pub fn build(self) -> Result<T, BuildError> {
                self.missing.check(self.value)
            }
        }

        impl<T: Build> Default for RequiredBuilder<T> {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}
