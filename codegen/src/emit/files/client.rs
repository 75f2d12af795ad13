use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::items::example;
use crate::emit::tokens::{doc_lines, docs};
use crate::ir::{CertificateAuth, Crate, Deprecation, Operation, RetryKind};
use crate::rust::File;

/// `src/client.rs`: the client, with a method per operation.
pub(super) fn emit(plan: &Crate) -> String {
    let about = format!("A client of {}. Clones share connections.", plan.service.title);
    let methods = plan.operations.iter().map(|operation| method(plan, operation));
    let service = service(plan);
    let waiters = plan.parts.waiters.then(|| quote! { pub use crate::waiters::Waiters; });
    let tokens = quote! {
        #waiters

        @client!(#about, SERVICE);

        impl Client {
            #(#methods)*
        }

        #service
    };
    File::new(tokens).about("The client of the service.").print()
}

fn method(plan: &Crate, operation: &Operation) -> TokenStream {
    let documentation = docs(&operation.docs);
    let example = example::docs(plan, operation);
    let deprecated = deprecated(operation).map(|fact| quote!(#[#fact]));
    let (name, builder) = (&operation.module, &operation.input.builder);
    let builder = quote!(crate::operation::#name::#builder);
    let required = required(operation);
    quote! {
        #documentation
        #required
        #example
        #deprecated
        pub fn #name(&self) -> #builder<Self> {
            #builder::new(self.clone())
        }
    }
}

/// The attribute of a deprecated operation.
pub(super) fn deprecated(operation: &Operation) -> Option<TokenStream> {
    let Deprecation { since, note } = operation.deprecated.as_ref()?;
    let since = since.as_ref().map(|since| quote!(since = #since));
    let note = note.as_ref().map(|note| quote!(note = #note));
    let facts: Vec<_> = since.into_iter().chain(note).collect();
    Some(if facts.is_empty() { quote!(deprecated) } else { quote!(deprecated(#(#facts),*)) })
}

/// The members that must be set, with links to their setters.
fn required(operation: &Operation) -> Option<TokenStream> {
    let builder = &operation.input.builder;
    let fields = operation.input.fields.iter().filter(|field| field.presence.is_required());
    let names = fields.map(|field| {
        let name = field.name.plain();
        format!("[`{name}`]({builder}::{name})")
    });
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| {
        let last = format!("{}.", names.join(",\n"));
        let lines = last.split('\n').map(str::to_owned);
        doc_lines([String::new(), "Required:".to_owned()].into_iter().chain(lines))
    })
}

fn service(plan: &Crate) -> TokenStream {
    let retryable = plan.errors.iter().filter_map(|error| {
        let code = &error.code;
        let kind = match error.retry_kind? {
            RetryKind::Throttling => quote!(Throttling),
            RetryKind::Transient => quote!(Transient),
        };
        Some(quote!((#code, @RetryKind::#kind)))
    });
    let service = &plan.service;
    let (id, api_version) = (&service.sdk_id, &service.api_version);
    let signing_name =
        service.signing_name.as_deref().map(|name| quote!(.with_signing_name(#name)));
    let certificates = service.certificate_auth.as_ref().map(certificates);
    let retryable: Vec<_> = retryable.collect();
    let retryable = (!retryable.is_empty()).then(|| quote!(.with_retryable(&[#(#retryable),*])));
    let user_agent = format!("{}/", plan.package.name);
    quote! {
        pub(crate) static SERVICE: @Service = @Service::new(#id, |config| @endpoint::resolve(&config.into()))
            .with_api_version(#api_version)
            #signing_name
            #certificates
            #retryable
            .with_user_agent(concat!(#user_agent, env!("CARGO_PKG_VERSION")));
    }
}

/// How the service accepts the certificates of devices.
fn certificates(facts: &CertificateAuth) -> TokenStream {
    let endpoint_type = &facts.endpoint_type;
    let port = facts.port.map(Literal::u16_unsuffixed);
    let port = port.map(|port| quote!(.with_port(#port)));
    let alpn = facts.alpn.as_deref().map(|name| quote!(.with_alpn(#name)));
    let prefix = facts.policy_prefix.as_deref().map(|prefix| quote!(.with_policy_prefix(#prefix)));
    quote!(.with_certificate_auth(@CertificateAuth::new(#endpoint_type) #port #alpn #prefix))
}
