use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::structure::Part;
use crate::emit::items::{auth, checks, endpoint, http, paginator, stream, structure};
use crate::emit::tokens::{doc_lines, summary};
use crate::ir::{Checksum, Compression, HttpResponse, Operation};
use crate::rust::File;

/// `src/operation/….rs`: one operation: input, output, error and builder.
pub(super) fn emit(operation: &Operation) -> String {
    let input = input(operation);
    let call = call(operation);
    let paginated = paginator::paginated(operation);
    let output = output(operation);
    let error = error(operation);
    let aliases = aliases(operation);
    File::new(quote! { #input #call #paginated #output #error #aliases }).print()
}

fn input(operation: &Operation) -> TokenStream {
    let (output, error) = (&operation.output.name, &operation.error);
    let paginator = operation.pagination.as_ref().map(|pagination| {
        let paginator = &pagination.paginator;
        quote!(, paginator = #paginator)
    });
    let part = Part {
        derive: quote!(@Input),
        attributes: quote! {
            #[call(
                client = @Client,
                blocking = crate::blocking::Client,
                output = #output,
                error = #error
                #paginator
            )]
        },
        ..Part::plain()
    };
    structure::declaration(&operation.input, &part)
}

/// The `Operation` impl: everything that is specific to the call.
fn call(operation: &Operation) -> TokenStream {
    let Operation { model: name, http, error, .. } = operation;
    let (input, output) = (&operation.input.name, &operation.output.name);
    let (method, path) = (&http.method, &http.path);
    let facts = facts(operation);
    let host_prefix = &http.host_prefix;
    let host_prefix =
        (!host_prefix.is_empty()).then(|| quote!(const HOST_PREFIX: &'static str = #host_prefix;));
    let auth = auth::of_operation(operation);
    let body_facts = body_facts(operation);
    let request = http::request(http);
    let response = http::response(operation);
    let streams = stream::methods(operation);
    let validate = checks::of_fields(&operation.input).map(|statements| {
        quote! {
            fn check(&self, checks: &mut @Checks<'_>) {
                #statements
            }
        }
    });
    let token = operation.token.as_ref().map(|field| {
        quote! {
            fn fill_idempotency_token(&mut self, new_token: &dyn Fn() -> String) {
                self.#field.get_or_insert_with(new_token);
            }
        }
    });
    let endpoint = endpoint::endpoint_of_input(operation);
    quote! {
        impl @Operation for #input {
            type Client = @Client;
            type Output = #output;
            type Error = #error;
            const NAME: &'static str = #name;
            const METHOD: &'static str = #method;
            const PATH: &'static str = #path;
            #host_prefix
            #auth
            #facts
            #body_facts

            fn request(&self) -> Result<@Request, @BuildError> {
                #request
            }

            #response

            #streams

            #validate

            #token

            #endpoint
        }
    }
}

/// The items that differ from the defaults of the trait.
fn facts(operation: &Operation) -> TokenStream {
    let Operation { read_only, idempotent, unsigned_payload, .. } = *operation;
    let raw_output = operation.response.as_ref().is_some_and(HttpResponse::is_raw);
    let streamed_output = operation.response.as_ref().and_then(HttpResponse::stream).is_some();
    let requires_length = operation.http.stream().is_some_and(|(_, it)| it.requires_length);
    let facts = [
        (quote!(RAW_OUTPUT), raw_output),
        (quote!(STREAMED_OUTPUT), streamed_output),
        (quote!(REQUIRES_LENGTH), requires_length),
        (quote!(UNSIGNED_PAYLOAD), unsigned_payload),
        (quote!(SENSITIVE), operation.sensitive),
        (quote!(READ_ONLY), read_only),
        (quote!(IDEMPOTENT), idempotent && !read_only),
        (quote!(PAGINATED), operation.pagination.is_some()),
    ];
    let facts = facts.into_iter().filter(|(_, holds)| *holds);
    facts.map(|(name, _)| quote!(const #name: bool = true;)).collect()
}

/// How its body is handled: checksum and compression.
fn body_facts(operation: &Operation) -> TokenStream {
    let compression = operation.compression.map(|compression| {
        let name = match compression {
            Compression::Gzip => quote!(GZIP),
        };
        quote!(const COMPRESSION: Option<@Compression> = Some(@Compression::#name);)
    });
    let checksums = operation.checksums.iter().map(|checksum| match checksum {
        Checksum::Md5 => quote!(@Checksum::MD5),
        Checksum::Sha256Tree => quote!(@Checksum::SHA256_TREE),
    });
    let checksums = (!operation.checksums.is_empty())
        .then(|| quote!(const CHECKSUMS: &'static [@Checksum] = &[#(#checksums),*];));
    quote!(#compression #checksums)
}

fn output(operation: &Operation) -> TokenStream {
    let part = Part {
        derive: quote!(@Output),
        more: quote! {
            #[serde(skip)]
            _request_id: Option<String>,
        },
        ..Part::plain()
    };
    structure::declaration(&operation.output, &part)
}

fn error(operation: &Operation) -> TokenStream {
    let name = &operation.error;
    let about = doc_lines([format!("The error of `{}`.", operation.name)]);
    let variants: Vec<_> = operation.errors.iter().map(|error| &error.name).collect();
    let docs = operation.errors.iter().map(|error| summary(&error.docs));
    let questions = operation.errors.iter().map(|error| &error.question);
    quote! {
        #about
        #[non_exhaustive]
        pub enum #name {
            #(
                #docs
                #variants(@error::#variants),
            )*
            /// An error that this operation does not declare.
            Other(@Error),
        }

        @operation_error!(#name, @Error #(, #variants = #questions)*);
    }
}

/// The names of the AWS SDK for Rust.
fn aliases(operation: &Operation) -> TokenStream {
    let Operation { name, alias, fluent_builder, input_builder, input, output, .. } = operation;
    let (structure, builder, of_output) = (&input.name, &input.builder, &output.builder);
    let alias = alias.as_ref().map(|alias| {
        let about = doc_lines([format!("`{name}` as a value: its input.")]);
        quote! { #about pub type #alias = #structure; }
    });
    quote! {
        #alias

        /// The builder with a client, which can send the call.
        pub type #fluent_builder = #builder<@Client>;

        /// The builder without a client.
        pub type #input_builder = #builder;

        /// The builders, under their paths in the AWS SDK for Rust.
        pub mod builders {
            pub use super::{#builder, #fluent_builder, #input_builder, #of_output};
        }
    }
}
