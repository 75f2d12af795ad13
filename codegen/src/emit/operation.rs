use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::{doc_lines, ident, prefixed, summary};
use super::{accessors, auth, builder, checks, endpoint, http, paginator, stream, structure};
use crate::ir::{Crate, HttpResponse, Operation};
use crate::print;

/// `src/operation.rs`: the list of operations.
pub(super) fn emit_list(plan: &Crate) -> String {
    let modules = plan.operations.iter().map(|operation| {
        let module = ident(&operation.module);
        let about = summary(&operation.docs);
        quote! { #about pub mod #module; }
    });
    let mut imports = Imports::default();
    imports.add("crate", "Client");
    imports.runtime("", &["operations"]);
    let imports = imports.tokens();
    let methods = plan.operations.iter().map(|operation| {
        let module = ident(&operation.module);
        let input = ident(&operation.input.name);
        quote!(#module::#input)
    });
    let tokens = quote! { #imports #(#modules)* operations!(Client, #(#methods),*); };
    print::file(&["The operations of the service, a module each.".into()], tokens)
}

/// `src/operation/….rs`: one operation: input, output, error and builder.
pub(super) fn emit(plan: &Crate, operation: &Operation) -> String {
    let mut imports = Imports::default();
    let input = input(operation, &mut imports);
    let call = call(operation, &mut imports);
    let paginated = paginator::paginated(operation, &mut imports);
    let output = output(operation, &mut imports);
    let error = error(plan, operation, &mut imports);
    let builder = builder(operation, &mut imports);
    let imports = imports.tokens();
    let tokens = quote! { #imports #input #call #paginated #output #error #builder };
    print::file(&[], tokens)
}

fn input(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let input = ident(&operation.input.name);
    let builder = prefixed("", &format!("{}InputBuilder", operation.name));
    let declaration = structure::declaration(&operation.input, &quote!(), imports);
    quote! {
        #declaration

        impl #input {
            /// Starts with nothing set.
            pub fn builder() -> #builder {
                #builder::new(())
            }
        }
    }
}

/// The `Operation` impl: all that is particular about the call.
fn call(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add("crate", "Client");
    imports.runtime("", &["Operation"]);
    imports.runtime("error", &["BuildError"]);
    imports.runtime("wire", &["Request", "RequestBuilder"]);
    let input = ident(&operation.input.name);
    let output = ident(&operation.output.name);
    let error = ident(&operation.error);
    let name = &operation.model;
    let (method, path) = (&operation.http.method, &operation.http.path);
    let facts = facts(operation);
    let host_prefix = &operation.http.host_prefix;
    let host_prefix =
        (!host_prefix.is_empty()).then(|| quote!(const HOST_PREFIX: &'static str = #host_prefix;));
    let auth = auth::of_operation(operation, imports);
    let body_facts = body_facts(operation, imports);
    let request = http::request(&operation.http, imports);
    let response = http::response(operation, imports);
    let streams = stream::methods(operation, imports);
    let validate = checks::of_fields(&operation.input, imports).map(|statements| {
        quote! {
            fn check(&self, checks: &mut Checks<'_>) {
                #statements
            }
        }
    });
    let token = operation.token.as_ref().map(|field| {
        let field = ident(field);
        quote! {
            fn fill_idempotency_token(&mut self, new_token: &dyn Fn() -> String) {
                self.#field.get_or_insert_with(new_token);
            }
        }
    });
    let endpoint = endpoint::endpoint_of_input(operation, imports);
    quote! {
        impl Operation for #input {
            type Client = Client;
            type Output = #output;
            type Error = #error;
            const NAME: &'static str = #name;
            const METHOD: &'static str = #method;
            const PATH: &'static str = #path;
            #host_prefix
            #auth
            #(#facts)*
            #body_facts

            fn request(&self) -> Result<Request, BuildError> {
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

/// What differs from the defaults of the trait.
fn facts(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    let Operation { read_only, idempotent, unsigned_payload, .. } = *operation;
    let raw_output = operation.response.as_ref().is_some_and(HttpResponse::is_raw);
    let streamed_output = operation.response.as_ref().and_then(HttpResponse::stream).is_some();
    let requires_length = operation.http.stream().is_some_and(|(_, it)| it.requires_length);
    let facts = [
        ("RAW_OUTPUT", raw_output),
        ("STREAMED_OUTPUT", streamed_output),
        ("REQUIRES_LENGTH", requires_length),
        ("UNSIGNED_PAYLOAD", unsigned_payload),
        ("SENSITIVE", operation.sensitive),
        ("READ_ONLY", read_only),
        ("IDEMPOTENT", idempotent && !read_only),
        ("PAGINATED", operation.pagination.is_some()),
    ];
    facts.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| {
        let name = ident(name);
        quote!(const #name: bool = true;)
    })
}

/// What is done with its body.
fn body_facts(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let compression = operation.compression.map(|name| {
        imports.runtime("client", &["Compression"]);
        let name = ident(name);
        quote!(const COMPRESSION: Option<Compression> = Some(Compression::#name);)
    });
    let checksums = (!operation.checksums.is_empty()).then(|| {
        imports.runtime("client", &["Checksum"]);
        let names = operation.checksums.iter().map(|name| ident(name));
        quote!(const CHECKSUMS: &'static [Checksum] = &[#(Checksum::#names),*];)
    });
    quote!(#compression #checksums)
}

fn output(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let output = ident(&operation.output.name);
    let declaration = structure::declaration(&operation.output, &quote!(), imports);
    if operation.output.fields.is_empty() {
        return declaration;
    }
    let accessors = accessors::accessors(&operation.output.fields);
    quote! {
        #declaration

        impl #output {
            #accessors
        }
    }
}

fn error(plan: &Crate, operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add("crate", "Error");
    imports.runtime("", &["operation_error"]);
    let name = ident(&operation.error);
    let about = doc_lines([format!("Why the service refused `{}`.", operation.name)]);
    let variants: Vec<_> = operation.errors.iter().map(|error| ident(&error.name)).collect();
    let declared = |name: &String| plan.errors.iter().find(|error| error.structure.name == *name);
    let docs = operation
        .errors
        .iter()
        .map(|error| declared(&error.name).map(|error| summary(&error.structure.docs)));
    if !variants.is_empty() {
        imports.add("crate::types", "error");
    }
    let questions = operation.errors.iter().map(|error| ident(&error.question));
    quote! {
        #about
        #[non_exhaustive]
        pub enum #name {
            #(
                #docs
                #variants(error::#variants),
            )*
            /// An error that this operation does not declare.
            Other(Error),
        }

        operation_error!(#name, Error #(, #variants = #questions)*);
    }
}

fn builder(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.add("crate::builder", "CallBuilder");
    let name = &operation.name;
    let fluent = prefixed("", &format!("{name}FluentBuilder"));
    let plain = prefixed("", &format!("{name}InputBuilder"));
    let input = ident(&operation.input.name);
    let fluent_about = doc_lines([
        format!("Sets up and sends a call of `{name}`, which is answered with"),
        format!("[`{}`] or fails with [`{}`].", operation.output.name, operation.error),
    ]);
    let plain_about = doc_lines([format!("Builder of [`{}`].", operation.input.name)]);
    let required = builder::required(&operation.input, imports);
    let setters = builder::of_call(&operation.input, imports);
    quote! {
        #fluent_about
        pub type #fluent = CallBuilder<#input, Client>;

        #plain_about
        pub type #plain = CallBuilder<#input, ()>;

        #required

        #setters
    }
}
