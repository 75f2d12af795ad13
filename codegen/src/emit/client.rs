use proc_macro2::TokenStream;
use quote::quote;

use super::expression::{calls, has_map, names};
use super::imports::Imports;
use super::lib_rs::has_waiters;
use super::tokens::{doc_lines, docs, ident, option, prefixed};
use crate::ir::{Crate, Deprecation, Expression, Operation};
use crate::print;

/// `src/client.rs`: the client, with a method per operation.
pub(super) fn emit(plan: &Crate) -> String {
    let mut imports = Imports::default();
    imports.runtime("", &["Customized", "Operation"]);
    imports.runtime("client", &["Engine", "Service"]);
    imports.runtime("config", &["Config", "EnvironmentError", "SdkConfig"]);
    imports.runtime("error", &["SdkError"]);
    imports.add("crate", "endpoint");
    for operation in &plan.operations {
        let module = format!("crate::operation::{}", operation.module);
        imports.add(&module, &format!("{}FluentBuilder", operation.name));
    }
    if retryable(plan).next().is_some() {
        imports.runtime("client", &["RetryKind"]);
    }
    let imports = imports.tokens();
    let about =
        doc_lines([format!("A client of {}. Clones share connections.", plan.service.title)]);
    let methods = plan.operations.iter().map(|operation| method(plan, operation));
    let service = service(plan);
    let waiters = has_waiters(plan).then(|| quote! { pub use crate::waiters::Waiters; });
    let tokens = quote! {
        #imports

        #waiters

        #about
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) engine: Engine,
        }

        impl Client {
            /// A client with the settings that all clients of an application share.
            pub fn new(config: &SdkConfig) -> Self {
                Self::from_conf(Config::new(config))
            }

            /// A client with settings of its own.
            pub fn from_conf(config: Config) -> Self {
                Self { engine: Engine::new(&SERVICE, config) }
            }

            /// A client with the settings of the environment, or an error: see [`Config::from_env`].
            pub fn from_env() -> Result<Self, EnvironmentError> {
                Ok(Self::from_conf(Config::from_env()?.build()))
            }

            /// The settings of the client.
            pub fn config(&self) -> &Config {
                self.engine.config()
            }

            /// Makes a call that is at hand as a value; [`SdkError`] tells how it may fail.
            pub fn send<O: Operation<Client = Self>>(
                &self,
                input: O,
            ) -> impl Future<Output = Result<O::Output, SdkError<O::Error>>> + Send {
                self.engine.send(input)
            }

            /// A call of its own kind: with settings, headers or interceptors, or to be signed only.
            pub fn customize<O: Operation<Client = Self>>(&self, input: O) -> Customized<O> {
                Customized::new(self.engine.clone(), Ok(input))
            }

            #(#methods)*
        }

        #service
    };
    print::file(&["The client of the service.".into()], tokens)
}

fn method(plan: &Crate, operation: &Operation) -> TokenStream {
    let documentation = docs(&operation.docs);
    let example = example_docs(plan, operation);
    let deprecated = operation.deprecated.as_ref().map(|Deprecation { since, note }| {
        let facts = [("since", since), ("note", note)].into_iter().filter_map(|(name, text)| {
            let (name, text) = (ident(name), text.as_ref()?);
            Some(quote!(#name = #text))
        });
        let facts: Vec<_> = facts.collect();
        if facts.is_empty() { quote!(#[deprecated]) } else { quote!(#[deprecated(#(#facts),*)]) }
    });
    let name = ident(&operation.module);
    let builder = prefixed("", &format!("{}FluentBuilder", operation.name));
    quote! {
        #documentation
        #example
        #deprecated
        pub fn #name(&self) -> #builder {
            #builder::new(self.clone())
        }
    }
}

fn example_docs(plan: &Crate, operation: &Operation) -> TokenStream {
    let lib = &plan.package.lib;
    let mut lines = vec![String::new(), "```no_run".into()];
    lines.extend(example_imports(plan, operation));
    lines.push(format!("# async fn example(client: {lib}::Client) -> Result<(), {lib}::Error> {{"));
    lines.extend(example_call(operation));
    lines.extend(["# Ok(()) }".into(), "```".into()]);
    doc_lines(lines)
}

/// The `use` lines that a call needs.
pub(super) fn example_imports(plan: &Crate, operation: &Operation) -> Vec<String> {
    let lib = &plan.package.lib;
    let fields = example_fields(operation);
    let map = has_map(fields).then(|| ["use std::collections::HashMap;".to_owned(), String::new()]);
    let paths = names(fields).into_iter().map(|path| format!("use {lib}::{path};"));
    map.into_iter().flatten().chain(paths).collect()
}

/// The lines of a call.
pub(super) fn example_call(operation: &Operation) -> Vec<String> {
    let method = ident(&operation.module);
    let calls = calls(example_fields(operation));
    print::statements(quote! { let output = client.#method()#calls.send().await?; })
}

fn example_fields(operation: &Operation) -> &[(String, Expression)] {
    operation.example.as_ref().map_or(&[], |example| &example.input)
}

fn service(plan: &Crate) -> TokenStream {
    let retryable = retryable(plan).map(|(code, kind)| {
        let kind = ident(kind);
        quote!((#code, RetryKind::#kind))
    });
    let service = &plan.service;
    let (id, api_version) = (&service.sdk_id, &service.api_version);
    let signing_name = option(service.signing_name.as_deref());
    let user_agent = format!("{}/", plan.package.name);
    quote! {
        static SERVICE: Service = Service {
            id: #id,
            api_version: #api_version,
            signing_name: #signing_name,
            retryable: &[#(#retryable),*],
            user_agent: concat!(#user_agent, env!("CARGO_PKG_VERSION")),
            endpoint: |config| endpoint::resolve(&config.into()),
        };
    }
}

/// The codes that are worth another attempt, and why.
fn retryable(plan: &Crate) -> impl Iterator<Item = (&str, &str)> {
    plan.errors.iter().filter_map(|error| Some((error.code.as_str(), error.retry_kind?)))
}
