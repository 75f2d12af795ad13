use proc_macro2::TokenStream;
use quote::quote;

use super::value::{bare, into_string, property, text};
use crate::ir::{
    EndpointAction, EndpointCondition, EndpointProperty, EndpointRule, EndpointTemplate,
    SchemeSetting,
};

/// Wraps the result: in `return …;` within a branch, in nothing at the end.
pub(in crate::emit) type Last = fn(TokenStream) -> TokenStream;

/// Rules in order. The first one whose conditions hold gives the result.
pub(in crate::emit) fn rules_or_error(rules: &[EndpointRule], last: Last) -> TokenStream {
    let mut statements = Vec::new();
    for rule in rules {
        let has_test =
            |condition: &EndpointCondition| !matches!(condition, EndpointCondition::Let(..));
        let then_last = if rule.conditions.iter().any(has_test) { returned } else { last };
        let then = || action(&rule.then, then_last);
        statements.push(conditional(&rule.conditions, then));
        if !rule.conditions.iter().any(has_test) {
            return quote! { #(#statements)* };
        }
    }
    let nothing = last(quote!(Err("no endpoint rule fits these settings".into())));
    quote! { #(#statements)* #nothing }
}

fn returned(value: TokenStream) -> TokenStream {
    quote! { return #value; }
}

/// Bindings that always succeed come before the `if` of the conditions that follow them.
fn conditional(
    conditions: &[EndpointCondition],
    then: impl FnOnce() -> TokenStream,
) -> TokenStream {
    let is_let = |condition: &EndpointCondition| matches!(condition, EndpointCondition::Let(..));
    let tests_start = conditions.iter().position(|it| !is_let(it)).unwrap_or(conditions.len());
    let (bindings, rest) = conditions.split_at(tests_start);
    let tests_end = rest.iter().position(is_let).unwrap_or(rest.len());
    let (tests, rest) = rest.split_at(tests_end);
    let bindings: Vec<_> = bindings.iter().map(condition).collect();
    let tests: Vec<_> = tests.iter().map(condition).collect();
    let inside = match rest.is_empty() {
        true => then(),
        false => conditional(rest, then),
    };
    match tests.is_empty() {
        true => quote! { #(#bindings)* #inside },
        false => quote! { #(#bindings)* if #(#tests)&&* { #inside } },
    }
}

fn condition(condition: &EndpointCondition) -> TokenStream {
    match condition {
        EndpointCondition::Test(value) => bare(value),
        EndpointCondition::Some(name, value) => {
            let (name, value) = (name, bare(value));
            quote!(let Some(#name) = #value)
        }
        EndpointCondition::Let(name, value) => {
            let (name, value) = (name, bare(value));
            quote! { let #name = #value; }
        }
    }
}

fn action(action: &EndpointAction, last: Last) -> TokenStream {
    match action {
        EndpointAction::Endpoint(template) => {
            let endpoint = endpoint(template);
            last(quote!(Ok(#endpoint)))
        }
        EndpointAction::Error(message) => {
            let message = bare(message);
            last(quote!(Err(#message.into())))
        }
        EndpointAction::Rules(rules) => rules_or_error(rules, last),
    }
}

fn endpoint(endpoint: &EndpointTemplate) -> TokenStream {
    let url = into_string(&endpoint.url);
    let headers: Vec<_> = endpoint
        .headers
        .iter()
        .map(|(name, value)| {
            let value = into_string(value);
            quote!(.with_header(#name, #value))
        })
        .collect();
    let schemes: Vec<_> = endpoint
        .auth_schemes
        .iter()
        .map(|(name, settings)| {
            let name = into_string(name);
            let settings = settings.iter().map(|(setter, value)| {
                let (setter, value) = (scheme_setter(*setter), scheme_setting(value));
                quote!(.#setter(#value))
            });
            quote!(.with_auth_scheme(@AuthScheme::new(#name)#(#settings)*))
        })
        .collect();
    let properties = endpoint.properties.iter().map(|(name, value)| {
        let value = property(value);
        quote!(.with_property(#name, #value))
    });
    quote!(@Endpoint::new(#url) #(#headers)* #(#schemes)* #(#properties)*)
}

fn scheme_setter(setting: SchemeSetting) -> TokenStream {
    match setting {
        SchemeSetting::SigningName => quote!(with_signing_name),
        SchemeSetting::SigningRegion => quote!(with_signing_region),
        SchemeSetting::SigningRegionSet => quote!(with_signing_region_set),
        SchemeSetting::DisableDoubleEncoding => quote!(with_disable_double_encoding),
        SchemeSetting::DisableNormalizePath => quote!(with_disable_normalize_path),
    }
}

fn scheme_setting(setting: &EndpointProperty) -> TokenStream {
    match setting {
        EndpointProperty::Value(value) => into_string(value),
        EndpointProperty::List(items) => {
            // The items of an array are of one type.
            let items = items.iter().map(|item| match item {
                EndpointProperty::Value(value) => text(value),
                other => scheme_setting(other),
            });
            quote!([#(#items),*])
        }
        EndpointProperty::Object(_) => TokenStream::new(),
    }
}
