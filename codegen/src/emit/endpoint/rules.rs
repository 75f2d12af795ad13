use proc_macro2::TokenStream;
use quote::quote;

use super::value::{bare, into_string, property, text};
use crate::emit::imports::Imports;
use crate::emit::tokens::ident;
use crate::ir::{
    EndpointAction, EndpointCondition, EndpointProperty, EndpointRule, EndpointTemplate,
};

/// Wraps the value that decides: in `return …;` within a branch, in nothing at the end.
pub(super) type Last = fn(TokenStream) -> TokenStream;

/// Rules in their order; the first whose conditions hold decides.
pub(super) fn rules_or_error(
    rules: &[EndpointRule],
    imports: &mut Imports,
    last: Last,
) -> TokenStream {
    let mut statements = Vec::new();
    for rule in rules {
        let has_test =
            |condition: &EndpointCondition| !matches!(condition, EndpointCondition::Let(..));
        let then_last = if rule.conditions.iter().any(has_test) { returned } else { last };
        let then = |imports: &mut Imports| action(&rule.then, imports, then_last);
        statements.push(conditional(&rule.conditions, imports, then));
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

/// Bindings that always succeed stand before the `if` of the tests that follow them.
fn conditional(
    conditions: &[EndpointCondition],
    imports: &mut Imports,
    then: impl FnOnce(&mut Imports) -> TokenStream,
) -> TokenStream {
    let is_let = |condition: &EndpointCondition| matches!(condition, EndpointCondition::Let(..));
    let tests_start = conditions.iter().position(|it| !is_let(it)).unwrap_or(conditions.len());
    let (bindings, rest) = conditions.split_at(tests_start);
    let tests_end = rest.iter().position(is_let).unwrap_or(rest.len());
    let (tests, rest) = rest.split_at(tests_end);
    let bindings: Vec<_> = bindings.iter().map(|it| condition(it, imports)).collect();
    let tests: Vec<_> = tests.iter().map(|it| condition(it, imports)).collect();
    let inside = match rest.is_empty() {
        true => then(imports),
        false => conditional(rest, imports, then),
    };
    match tests.is_empty() {
        true => quote! { #(#bindings)* #inside },
        false => quote! { #(#bindings)* if #(#tests)&&* { #inside } },
    }
}

fn condition(condition: &EndpointCondition, imports: &mut Imports) -> TokenStream {
    match condition {
        EndpointCondition::Test(value) => bare(value, imports),
        EndpointCondition::Some(name, value) => {
            let (name, value) = (ident(name), bare(value, imports));
            quote!(let Some(#name) = #value)
        }
        EndpointCondition::Let(name, value) => {
            let (name, value) = (ident(name), bare(value, imports));
            quote! { let #name = #value; }
        }
    }
}

fn action(action: &EndpointAction, imports: &mut Imports, last: Last) -> TokenStream {
    match action {
        EndpointAction::Endpoint(template) => {
            let endpoint = endpoint(template, imports);
            last(quote!(Ok(#endpoint)))
        }
        EndpointAction::Error(message) => {
            let message = bare(message, imports);
            last(quote!(Err(#message.into())))
        }
        EndpointAction::Rules(rules) => rules_or_error(rules, imports, last),
    }
}

fn endpoint(endpoint: &EndpointTemplate, imports: &mut Imports) -> TokenStream {
    let url = into_string(&endpoint.url, imports);
    let headers: Vec<_> = endpoint
        .headers
        .iter()
        .map(|(name, value)| {
            let value = into_string(value, imports);
            quote!(.with_header(#name, #value))
        })
        .collect();
    let schemes: Vec<_> = endpoint
        .auth_schemes
        .iter()
        .map(|(name, settings)| {
            imports.runtime("rules", &["AuthScheme"]);
            let name = into_string(name, imports);
            let settings = settings.iter().map(|(setter, value)| {
                let (setter, value) = (ident(setter), scheme_setting(value, imports));
                quote!(.#setter(#value))
            });
            quote!(.with_auth_scheme(AuthScheme::new(#name)#(#settings)*))
        })
        .collect();
    let properties = endpoint.properties.iter().map(|(name, value)| {
        let value = property(value, imports);
        quote!(.with_property(#name, #value))
    });
    quote!(Endpoint::new(#url) #(#headers)* #(#schemes)* #(#properties)*)
}

fn scheme_setting(setting: &EndpointProperty, imports: &mut Imports) -> TokenStream {
    match setting {
        EndpointProperty::Value(value) => into_string(value, imports),
        EndpointProperty::List(items) => {
            // The items of an array are of one type.
            let items = items.iter().map(|item| match item {
                EndpointProperty::Value(value) => text(value, imports),
                other => scheme_setting(other, imports),
            });
            quote!([#(#items),*])
        }
        EndpointProperty::Object(_) => TokenStream::new(),
    }
}
