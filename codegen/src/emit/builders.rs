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
    let of_structures = has_complete_structures(plan).then(of_structures);
    let imports = imports.tokens();
    let tokens = quote! { #imports #of_calls #of_structures };
    let about = "Builders; the modules of operations and types add the setters.";
    Some(print::file(&[about.into()], tokens))
}

/// Whether anything in the crate is built by them.
pub(super) fn has_builders(plan: &Crate) -> bool {
    !plan.operations.is_empty() || has_complete_structures(plan)
}

fn has_complete_structures(plan: &Crate) -> bool {
    plan.types.iter().any(|file| match &file.definition {
        TypeDefinition::Structure(structure) => builder::is_complete(structure),
        _ => false,
    })
}

fn of_calls(plan: &Crate, imports: &mut Imports) -> TokenStream {
    imports.add("crate", "Client");
    imports.runtime("", &["Customized", "Operation"]);
    imports.runtime("builder", &["Draft"]);
    imports.runtime("error", &["BuildError", "SdkError"]);
    let into_paginator = is_paginated(plan).then(|| {
        imports.runtime("pagination", &["Paginated", "Paginator"]);
        quote! {
            /// Makes the call for one page after the other.
            pub fn into_paginator(self) -> Paginator<D::Value>
            where
                D::Value: Paginated,
            {
                self.customize().into_paginator()
            }
        }
    });
    quote! {
        /// Sets up a call: with a client, or for an input on its own.
        #[derive(Clone, Debug)]
        pub struct CallBuilder<D, C> {
            pub(crate) client: C,
            pub(crate) draft: D,
        }

        impl<D: Draft, C> CallBuilder<D, C> {
            pub(crate) fn new(client: C) -> Self {
                Self { client, draft: D::default() }
            }

            /// The finished input, unless a required member is missing.
            pub fn build(self) -> Result<D::Value, BuildError> {
                self.draft.build()
            }
        }

        impl<D> CallBuilder<D, Client>
        where
            D: Draft<Value: Operation<Client = Client>>,
        {
            /// Makes the call. Fails if a required member is missing, or with the operation's error.
            pub async fn send(
                self,
            ) -> Result<
                <D::Value as Operation>::Output,
                SdkError<<D::Value as Operation>::Error>,
            > {
                self.customize().send().await
            }

            /// For settings, headers and interceptors of this call alone, or to have it signed.
            pub fn customize(self) -> Customized<D::Value> {
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
