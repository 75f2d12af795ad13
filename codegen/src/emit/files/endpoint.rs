use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::endpoint::rules_or_error;
use crate::emit::items::expression::owned;
use crate::emit::tokens::{docs, summary};
use crate::ir::{Crate, EndpointParameter, Expression, ParameterKind, ParameterSource};
use crate::rust::File;

/// `src/endpoint.rs`: the endpoint rules as plain Rust.
pub(super) fn emit(plan: &Crate) -> String {
    let parameters = &plan.endpoint.parameters;
    let fields = parameters.iter().map(|parameter| {
        let documentation = docs(&parameter.docs);
        let name = &parameter.name;
        let kind = match parameter.kind {
            ParameterKind::Text => quote!(Option<String>),
            ParameterKind::Flag => quote!(Option<bool>),
            ParameterKind::PlainFlag => quote!(bool),
            ParameterKind::Texts => quote!(Option<Vec<String>>),
        };
        quote! { #documentation pub #name: #kind, }
    });
    let settings = parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let value = setting(parameter);
        quote! { #name: #value, }
    });
    let bindings: TokenStream = parameters.iter().filter_map(binding).collect();
    let rules = rules_or_error(&plan.endpoint.rules, |value| value);
    let setters = setters(parameters);
    // Rules may have no parameters.
    let params = if plan.endpoint.reads_params { quote!(params) } else { quote!(_params) };
    let config = if plan.endpoint.reads_config { quote!(config) } else { quote!(_config) };
    let tokens = quote! {
        /// The parameters of the endpoint rules.
        #[derive(Clone, Debug, Default)]
        #[non_exhaustive]
        pub struct Params {
            #(#fields)*
        }

        impl From<&@Config> for Params {
            fn from(#config: &@Config) -> Self {
                Self { #(#settings)* }
            }
        }

        #setters

        /// The endpoint for these parameters, or an error if the rules of the model have none.
        pub fn resolve(#params: &Params) -> Result<@Endpoint, @EndpointError> {
            #bindings
            #rules
        }
    };
    File::new(tokens).about("The endpoint of the service.").print()
}

/// The value that the client has for a parameter.
fn setting(parameter: &EndpointParameter) -> TokenStream {
    let is_plain = parameter.kind == ParameterKind::PlainFlag;
    let is_flag = is_plain || parameter.kind == ParameterKind::Flag;
    // A flag that is off and one that is not set cannot be distinguished.
    let common = |flag: TokenStream| match is_plain {
        true => flag,
        false => quote!(#flag.then_some(true)),
    };
    match &parameter.source {
        ParameterSource::Region => quote!(config.region_name()),
        ParameterSource::UseFips if is_flag => common(quote!(config.use_fips())),
        ParameterSource::UseDualStack if is_flag => common(quote!(config.use_dual_stack())),
        ParameterSource::Endpoint => quote!(config.endpoint_url().map(str::to_owned)),
        ParameterSource::Client { .. } => {
            let name = &parameter.model;
            let fallback = is_plain.then(|| quote!(.unwrap_or_default()));
            quote!(config.context_param(#name)#fallback)
        }
        _ if is_plain => quote!(false),
        _ => quote!(None),
    }
}

/// A parameter that always has a value, under its own name.
fn binding(parameter: &EndpointParameter) -> Option<TokenStream> {
    let binding = parameter.binding.as_ref()?;
    let (variable, field) = (&binding.variable, &parameter.name);
    let complaint = format!("the endpoint parameter `{}` is not set", parameter.model);
    let value = match (parameter.kind, &binding.default) {
        (ParameterKind::Text, Some(Expression::Text(text))) => {
            quote!(params.#field.as_deref().unwrap_or(#text))
        }
        (ParameterKind::Texts, Some(default)) => {
            let default = owned(default);
            quote!(params.#field.clone().unwrap_or_else(|| #default))
        }
        (_, Some(Expression::Bool(value))) => quote!(params.#field.unwrap_or(#value)),
        (ParameterKind::Flag, _) => quote!(params.#field.ok_or(#complaint)?),
        _ => quote!(params.#field.as_deref().ok_or(#complaint)?),
    };
    Some(quote! { let #variable = #value; })
}

/// The settings that only clients of this service have.
fn setters(parameters: &[EndpointParameter]) -> Option<TokenStream> {
    let mut declarations = Vec::new();
    let mut definitions = Vec::new();
    for parameter in parameters {
        let ParameterSource::Client { setter } = &parameter.source else { continue };
        let documentation = summary(&parameter.docs);
        let name = &parameter.model;
        let kind = match parameter.kind {
            ParameterKind::Text => quote!(impl Into<String>),
            ParameterKind::Texts => quote!(Vec<String>),
            ParameterKind::Flag | ParameterKind::PlainFlag => quote!(bool),
        };
        let converted = (parameter.kind == ParameterKind::Text)
            .then(|| quote! { let value: String = value.into(); });
        declarations.push(quote! {
            #documentation
            fn #setter(self, value: #kind) -> Self;
        });
        definitions.push(quote! {
            fn #setter(self, value: #kind) -> Self {
                #converted
                self.context_param(#name, value)
            }
        });
    }
    if declarations.is_empty() {
        return None;
    }
    Some(quote! {
        /// Settings that are specific to clients of this service.
        pub trait ServiceSettings: Sized {
            #(#declarations)*
        }

        impl ServiceSettings for @ConfigBuilder {
            #(#definitions)*
        }
    })
}
