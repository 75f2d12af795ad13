use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::{doc_lines, ident, prefixed, summary};
use super::{accessors, builder, checks, structure};
use crate::ir::{Body, Crate, HttpRequest, Operation, PathPart};
use crate::print;

/// `src/operation.rs`: the list of operations.
pub(super) fn emit_list(plan: &Crate) -> String {
    let modules = plan.operations.iter().map(|operation| {
        let module = ident(&operation.module);
        let about = summary(&operation.docs);
        quote! { #about pub mod #module; }
    });
    let tokens = quote! { #(#modules)* };
    print::file(&["The operations of the service, a module each.".into()], tokens)
}

/// `src/operation/….rs`: one operation: input, output, error and builder.
pub(super) fn emit(plan: &Crate, operation: &Operation) -> String {
    let mut imports = Imports::default();
    let input = input(operation, &mut imports);
    let call = call(operation, &mut imports);
    let output = output(operation, &mut imports);
    let error = error(plan, operation, &mut imports);
    let builder = builder(operation, &mut imports);
    let imports = imports.tokens();
    let tokens = quote! { #imports #input #call #output #error #builder };
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
    imports.add("bytes", "Bytes");
    imports.add("crate::client", "Client");
    imports.add("http", "Request");
    imports.runtime("", &["Operation"]);
    imports.runtime("error", &["BuildError"]);
    imports.runtime("wire", &["RequestBuilder"]);
    let input = ident(&operation.input.name);
    let output = ident(&operation.output.name);
    let error = ident(&operation.error);
    let name = &operation.name;
    let request = request(&operation.http, imports);
    let validate = checks::of_input(&operation.input, imports).map(|statements| {
        quote! {
            fn validate(&self) -> Result<(), BuildError> {
                #statements
                Ok(())
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
    quote! {
        impl Operation for #input {
            type Client = Client;
            type Output = #output;
            type Error = #error;
            const NAME: &'static str = #name;

            fn request(&self) -> Result<Request<Bytes>, BuildError> {
                #request
            }

            #validate

            #token
        }
    }
}

fn request(http: &HttpRequest, imports: &mut Imports) -> TokenStream {
    let path = path(&http.path, imports);
    let start = match http.method.as_str() {
        "GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "HEAD" => {
            let method = ident(&http.method.to_ascii_lowercase());
            quote!(RequestBuilder::#method(path))
        }
        other => {
            imports.add("http", "Method");
            let method = ident(other);
            quote!(RequestBuilder::new(Method::#method, path))
        }
    };
    let query = http.query.iter().map(|parameter| {
        let (name, field) = (&parameter.name, ident(&parameter.field));
        quote!(.query(#name, &self.#field))
    });
    let headers = http.headers.iter().map(|parameter| {
        let (name, field) = (&parameter.name, ident(&parameter.field));
        quote!(.header(#name, &self.#field))
    });
    let body = match &http.body {
        Body::Nothing => quote!(.empty()),
        Body::AllMembers => quote!(.json(self)),
        Body::Without(members) => quote!(.json_without(&[#(#members),*], self)),
    };
    quote! {
        let path = #path;
        #start #(#query)* #(#headers)* #body
    }
}

fn path(parts: &[PathPart], imports: &mut Imports) -> TokenStream {
    let mut pattern = String::new();
    let mut arguments = Vec::new();
    for part in parts {
        match part {
            PathPart::Literal(text) => pattern.push_str(text),
            PathPart::Label { field, member, greedy, is_text } => {
                let function = if *greedy { "greedy_label" } else { "label" };
                imports.runtime("wire", &[function]);
                pattern.push_str("{}");
                let (function, field) = (ident(function), ident(field));
                let value =
                    if *is_text { quote!(&self.#field) } else { quote!(&self.#field.to_string()) };
                arguments.push(quote!(#function(#member, #value)?));
            }
        }
    }
    match arguments.as_slice() {
        [] => quote!(#pattern),
        arguments => quote!(format!(#pattern, #(#arguments),*)),
    }
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
    imports.add("crate::error", "Error");
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
        #[derive(Debug)]
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
    imports.runtime("error", &["SdkError"]);
    let name = &operation.name;
    let builder = prefixed("", &format!("{name}Builder"));
    let fluent = prefixed("", &format!("{name}FluentBuilder"));
    let plain = prefixed("", &format!("{name}InputBuilder"));
    let (output, error) = (ident(&operation.output.name), ident(&operation.error));
    let about = doc_lines([format!(
        "Sets up a call of `{name}`: with a client, or for an input on its own."
    )]);
    let fluent_about = doc_lines([format!("Sets up and sends a call of `{name}`.")]);
    let plain_about = doc_lines([format!("Builder of [`{}`].", operation.input.name)]);
    let send_about = doc_lines([format!(
        "Makes the call. Fails if a required member is missing, or with [`{}`].",
        operation.error
    )]);
    let fields = builder::draft_fields(&operation.input);
    let empty = operation.input.fields.iter().map(|field| ident(&field.name));
    let setters = builder::draft_setters(&operation.input);
    let build = builder::build(&operation.input, imports);
    quote! {
        #fluent_about
        pub type #fluent = #builder<Client>;

        #plain_about
        pub type #plain = #builder<()>;

        #about
        #[derive(Clone, Debug)]
        pub struct #builder<C> {
            client: C,
            #fields
        }

        impl #fluent {
            #send_about
            pub async fn send(self) -> Result<#output, SdkError<#error>> {
                let client = self.client.clone();
                client.send(self.build()?).await
            }
        }

        impl<C> #builder<C> {
            pub(crate) fn new(client: C) -> Self {
                Self { client, #(#empty: None),* }
            }

            #setters

            #build
        }
    }
}
