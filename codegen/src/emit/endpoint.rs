use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::tokens::{docs, ident};
use crate::ir::{
    Crate, EndpointAction, EndpointCondition, EndpointRule, EndpointValue, ParameterSource,
    Template, TemplatePart,
};
use crate::print;

/// `src/endpoint.rs`: the endpoint rules as plain Rust.
pub(super) fn emit(plan: &Crate) -> String {
    let mut imports = Imports::default();
    imports.runtime("client", &["Endpoint", "EndpointError"]);
    imports.runtime("config", &["Config"]);
    let rules = &plan.endpoint;
    let fields = rules.parameters.iter().map(|parameter| {
        let documentation = docs(&parameter.docs);
        let name = ident(&parameter.name);
        let kind = if parameter.is_text { quote!(Option<String>) } else { quote!(bool) };
        quote! { #documentation pub #name: #kind, }
    });
    let settings = rules.parameters.iter().map(|parameter| {
        let name = ident(&parameter.name);
        let value = match parameter.source {
            ParameterSource::Region => quote!(config.region().map(|region| region.to_string())),
            ParameterSource::UseFips => quote!(config.use_fips()),
            ParameterSource::UseDualStack => quote!(config.use_dual_stack()),
            ParameterSource::Endpoint => quote!(config.endpoint_url().map(str::to_owned)),
        };
        quote! { #name: #value, }
    });
    let body = rules_or_error(&rules.rules, &mut imports, |value| value);
    let imports = imports.tokens();
    // Rules may depend on nothing.
    let params = ident(if body.to_string().contains("params") { "params" } else { "_params" });
    let config = ident(if rules.parameters.is_empty() { "_config" } else { "config" });
    let tokens = quote! {
        #imports

        /// What the endpoint depends on.
        #[derive(Clone, Debug, Default)]
        #[non_exhaustive]
        pub struct Params {
            #(#fields)*
        }

        impl From<&Config> for Params {
            fn from(#config: &Config) -> Self {
                Self { #(#settings)* }
            }
        }

        /// The endpoint for these parameters, or why the rules of the model have none.
        pub fn resolve(#params: &Params) -> Result<Endpoint, EndpointError> {
            #body
        }
    };
    print::file(&["Where the service listens.".into()], tokens)
}

/// Rules in their order; the first whose conditions hold decides.
///
/// `last` wraps the value that decides: in `return …;` within a branch, in nothing at the end.
fn rules_or_error(
    rules: &[EndpointRule],
    imports: &mut Imports,
    last: fn(TokenStream) -> TokenStream,
) -> TokenStream {
    let mut statements = Vec::new();
    for rule in rules {
        let (bindings, tests) = conditions(&rule.conditions, imports);
        if tests.is_empty() {
            // Nothing after a rule without a test is ever reached.
            let then = action(&rule.then, imports, last);
            return quote! { #(#statements)* #bindings #then };
        }
        let then = action(&rule.then, imports, returned);
        statements.push(quote! { if #(#tests)&&* { #bindings #then } });
    }
    let nothing = last(quote!(Err("no endpoint rule fits these settings".into())));
    quote! { #(#statements)* #nothing }
}

fn returned(value: TokenStream) -> TokenStream {
    quote! { return #value; }
}

/// Bindings that always succeed, and tests.
fn conditions(
    conditions: &[EndpointCondition],
    imports: &mut Imports,
) -> (TokenStream, Vec<TokenStream>) {
    let mut bindings = Vec::new();
    let mut tests = Vec::new();
    for condition in conditions {
        match condition {
            EndpointCondition::IsSet(name) => {
                let name = ident(name);
                tests.push(quote!(let Some(#name) = &params.#name));
            }
            EndpointCondition::Is(value, true) => tests.push(self::value(value)),
            EndpointCondition::Is(value, false) => {
                let value = self::value(value);
                tests.push(quote!(!#value));
            }
            EndpointCondition::Equal(left, right) => {
                let (left, right) = (self::value(left), self::value(right));
                tests.push(quote!(#left == #right));
            }
            EndpointCondition::Partition { name, region } => {
                imports.runtime("client", &["partition"]);
                let (name, region) = (ident(name), self::value(region));
                bindings.push(quote! { let #name = partition(#region); });
            }
        }
    }
    (quote! { #(#bindings)* }, tests)
}

fn action(
    action: &EndpointAction,
    imports: &mut Imports,
    last: fn(TokenStream) -> TokenStream,
) -> TokenStream {
    match action {
        EndpointAction::Endpoint(url) => {
            let url = template(url);
            last(quote!(Ok(Endpoint::new(#url))))
        }
        EndpointAction::Error(message) => {
            let message = template(message);
            last(quote!(Err(#message.into())))
        }
        EndpointAction::Rules(rules) => rules_or_error(rules, imports, last),
    }
}

fn value(value: &EndpointValue) -> TokenStream {
    match value {
        EndpointValue::Parameter(name) => {
            let name = ident(name);
            quote!(params.#name)
        }
        EndpointValue::Variable(name) => {
            let name = ident(name);
            quote!(#name)
        }
        EndpointValue::Attribute(name, field) => {
            let (name, field) = (ident(name), ident(field));
            quote!(#name.#field)
        }
        EndpointValue::Text(text) => quote!(#text),
    }
}

fn template(template: &Template) -> TokenStream {
    match template.0.as_slice() {
        [TemplatePart::Literal(text)] => quote!(#text),
        [TemplatePart::Value(only)] => value(only),
        parts => {
            let mut pattern = String::new();
            let mut arguments = Vec::new();
            for part in parts {
                match part {
                    TemplatePart::Literal(text) => {
                        pattern.push_str(&text.replace('{', "{{").replace('}', "}}"))
                    }
                    TemplatePart::Value(EndpointValue::Variable(name)) => {
                        pattern.push_str(&format!("{{{}}}", name.trim_start_matches("r#")));
                    }
                    TemplatePart::Value(other) => {
                        pattern.push_str("{}");
                        arguments.push(value(other));
                    }
                }
            }
            quote!(format!(#pattern #(, #arguments)*))
        }
    }
}
