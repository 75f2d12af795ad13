use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Crate;
use crate::rust::File;

/// `src/builder.rs`: what builders share.
pub(super) fn emit(plan: &Crate) -> String {
    let parts = &plan.parts;
    let of_calls = parts.call_builders.then(|| of_calls(parts.pagination));
    let of_structures = parts.structure_builders.then(of_structures);
    let of_required = parts.required_builders.then(of_required);
    File::new(quote! { #of_calls #of_structures #of_required })
        .about("Builders; the modules of operations and types add the setters.")
        .print()
}

fn of_calls(has_pages: bool) -> TokenStream {
    let into_paginator = has_pages.then(|| {
        quote! {
            /// Makes the call for one page after the other.
            pub fn into_paginator(self) -> @Paginator<I>
            where
                I: @Paginated,
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
            pub(crate) missing: @Missing,
        }

        impl<I: @Build, C> CallBuilder<I, C> {
            pub(crate) fn new(client: C) -> Self {
                Self { client, input: I::blank(), missing: @Missing::of::<I>() }
            }

            /// The finished input, unless a required member is missing.
            pub fn build(self) -> Result<I, @BuildError> {
                self.missing.check(self.input)
            }
        }

        impl<I: @Build + @Operation<Client = @Client>> CallBuilder<I, @Client> {
            /// Makes the call. Fails if a required member is missing, or with the operation's error.
            pub async fn send(self) -> Result<I::Output, @SdkError<I::Error>> {
                self.customize().send().await
            }

            /// For settings, headers and interceptors of this call alone, or to have it signed.
            pub fn customize(self) -> @Customized<I> {
                @Customized::new(self.client.engine.clone(), self.build())
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

fn of_required() -> TokenStream {
    quote! {
        /// Builds a structure with members that must be set.
        #[derive(Clone, Debug)]
        pub struct RequiredBuilder<T> {
            pub(crate) value: T,
            pub(crate) missing: @Missing,
        }

        impl<T: @Build> RequiredBuilder<T> {
            pub(crate) fn new() -> Self {
                Self { value: T::blank(), missing: @Missing::of::<T>() }
            }

            /// The finished value, unless a required member is missing.
            pub fn build(self) -> Result<T, @BuildError> {
                self.missing.check(self.value)
            }
        }

        impl<T: @Build> Default for RequiredBuilder<T> {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}
