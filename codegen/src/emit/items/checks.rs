use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens::{float, raw_text};
use crate::ir::{Check, Presence, Structure, Union};

/// `impl Validate` of a structure under `types`, if any of its fields has a constraint.
pub(in crate::emit) fn of_type(structure: &Structure) -> Option<TokenStream> {
    let name = &structure.name;
    let statements = of_fields(structure)?;
    Some(quote! {
        impl @Validate for #name {
            fn check(&self, checks: &mut @Checks<'_>) {
                #statements
            }
        }
    })
}

/// `impl Validate` of a union, if any of its members has a constraint.
pub(in crate::emit) fn of_union(union: &Union) -> Option<TokenStream> {
    let name = &union.name;
    let checked = union.members.iter().filter(|member| !member.checks.is_empty());
    let arms: Vec<_> = checked
        .map(|member| {
            let variant = &member.variant;
            let name = &member.member;
            let chain = chain(&member.checks);
            let redacted = member.is_hidden.then(|| quote!(.redacted()));
            quote! { Self::#variant(value) => checks.of(#name, value)#redacted #chain.done(), }
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    Some(quote! {
        impl @Validate for #name {
            fn check(&self, checks: &mut @Checks<'_>) {
                match self {
                    #(#arms)*
                    _ => {}
                }
            }
        }
    })
}

/// Checks the fields of a structure, if any has a constraint.
pub(in crate::emit) fn of_fields(structure: &Structure) -> Option<TokenStream> {
    let checked = structure.fields.iter().filter(|field| !field.checks.is_empty());
    let statements: Vec<_> = checked
        .map(|field| {
            let name = &field.name;
            let member = &field.member;
            if is_nested(&field.checks) && !field.is_hidden {
                return quote! { checks.nested(#member, &self.#name); };
            }
            let chain = chain(&field.checks);
            let redacted = field.is_hidden.then(|| quote!(.redacted()));
            let start = match field.presence {
                Presence::Optional => quote!(optional),
                _ => quote!(of),
            };
            quote! { checks.#start(#member, &self.#name)#redacted #chain; }
        })
        .collect();
    if statements.is_empty() {
        return None;
    }
    Some(quote! { #(#statements)* })
}

fn chain(checks: &[Check]) -> TokenStream {
    let links = checks.iter().map(|check| match check {
        Check::Length(min, max) => {
            let min = proc_macro2::Literal::u64_unsuffixed(*min);
            let max = match max {
                &u64::MAX => quote!(u64::MAX),
                max => {
                    let max = proc_macro2::Literal::u64_unsuffixed(*max);
                    quote!(#max)
                }
            };
            quote!(.length(#min, #max))
        }
        Check::Pattern(pattern) => {
            let pattern = raw_text(pattern);
            quote!(.pattern(#pattern))
        }
        Check::Ranges(ranges) => match ranges.as_slice() {
            [(Some(min), None)] => {
                let min = float(*min);
                quote!(.range(#min, None))
            }
            [(None, Some(max))] => {
                let max = float(*max);
                quote!(.range(None, #max))
            }
            [(Some(min), Some(max))] => {
                let (min, max) = (float(*min), float(*max));
                quote!(.range(#min, #max))
            }
            several => {
                let pairs = several.iter().map(|(min, max)| {
                    let (min, max) = (bound(*min), bound(*max));
                    quote!((#min, #max))
                });
                quote!(.ranges(&[#(#pairs),*]))
            }
        },
        Check::Entries(inner) if is_nested(inner) => quote!(.nested()),
        Check::Entries(inner) => {
            let inner = chain(inner);
            quote!(.entries(|entry| entry #inner.done()))
        }
        Check::Keys(inner) => {
            let inner = chain(inner);
            quote!(.keys(|key| key #inner.done()))
        }
        Check::Values(inner) => {
            let inner = chain(inner);
            quote!(.values(|value| value #inner.done()))
        }
        Check::Nested => quote!(.nested()),
        Check::IfPresent => quote!(.if_present()),
    });
    quote! { #(#links)* }
}

/// Structures, or lists of them, for which `nested` needs no closure.
fn is_nested(checks: &[Check]) -> bool {
    match checks {
        [Check::Nested] => true,
        [Check::Entries(inner)] => is_nested(inner),
        _ => false,
    }
}

fn bound(bound: Option<f64>) -> TokenStream {
    match bound {
        Some(bound) => {
            let bound = float(bound);
            quote!(Some(#bound))
        }
        None => quote!(None),
    }
}
