use quote::quote;

use super::builder;
use super::imports::Imports;
use super::lib_rs::is_paginated;
use crate::ir::{Crate, TypeDefinition, TypeFile};
use crate::print;

/// `src/builder.rs`: what the builders of all operations share.
pub(super) fn emit(plan: &Crate) -> String {
    let mut imports = Imports::default();
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
    let structures = plan.types.iter().any(is_complete).then(|| {
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
    });
    let imports = imports.tokens();
    let tokens = quote! {
        #imports

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

        #structures
    };
    print::file(&["Builders; the modules of operations and types add the setters.".into()], tokens)
}

fn is_complete(file: &TypeFile) -> bool {
    match &file.definition {
        TypeDefinition::Structure(structure) => builder::is_complete(structure),
        _ => false,
    }
}
