use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::items::query;
use crate::ir::{AcceptorState, Operation, OutputTest, Successes, Waiter};
use crate::rust::File;

/// `src/waiters/….rs`: the waiters of one operation.
pub(super) fn emit(operation: &Operation, waiter: &Waiter) -> String {
    let Waiter { name, fluent_builder, final_poll, error: wait_error, .. } = waiter;
    let module = &operation.module;
    let names =
        [&operation.input.name, &operation.input.builder, &operation.output.name, &operation.error];
    let [input, builder, output, error] =
        names.map(|name| quote!(crate::operation::#module::#name));
    let min_delay = waiter.min_delay.map(|seconds| delay(&quote!(MIN_DELAY), seconds));
    let max_delay = waiter.max_delay.map(|seconds| delay(&quote!(MAX_DELAY), seconds));
    let given_input = if waiter.reads_input { quote!(input) } else { quote!(_) };
    let given_output = if waiter.reads_output { quote!(output) } else { quote!(_) };
    let given_error = if waiter.errors.is_empty() { quote!(_) } else { quote!(error) };
    let success = successes(&waiter.successes);
    let failure = errors(waiter);
    let tokens = quote! {
        @waiter!(
            #name, @Client, #input, #builder, #fluent_builder, #final_poll, #wait_error
        );

        impl @Waiter for #name {
            type Operation = #input;
            #min_delay
            #max_delay

            fn accept(
                #given_input: &#input,
                result: Result<&#output, &#error>,
            ) -> Option<@AcceptorState> {
                match result {
                    Ok(#given_output) => #success,
                    Err(#given_error) => #failure,
                }
            }
        }
    };
    File::new(tokens).print()
}

fn delay(name: &TokenStream, seconds: u64) -> TokenStream {
    let seconds = Literal::u64_unsuffixed(seconds);
    quote! { const #name: @Duration = @Duration::from_secs(#seconds); }
}

fn successes(successes: &Successes) -> TokenStream {
    match successes {
        Successes::Select(found, arms) => {
            let found = query::query(found);
            select(&found, arms, &quote!(None))
        }
        Successes::Chain { branches, otherwise } => chain(branches, *otherwise),
    }
}

fn chain(
    branches: &[(Vec<OutputTest>, AcceptorState)],
    otherwise: Option<AcceptorState>,
) -> TokenStream {
    let otherwise = accepted(otherwise);
    if branches.is_empty() {
        return otherwise;
    }
    let branches = branches.iter().map(|(tests, state)| {
        let (tests, state) = (tests.iter().map(condition), accepted(Some(*state)));
        quote!(if #(#tests)||* { #state } else)
    });
    quote!(#(#branches)* { #otherwise })
}

fn condition(test: &OutputTest) -> TokenStream {
    match test {
        OutputTest::Text { found, expected } => {
            let (optional, found) = (found.optional, query::query(found));
            match optional {
                true => quote!(#found == Some(#expected)),
                false => quote!(#found == #expected),
            }
        }
        OutputTest::Holds(test) => query::query(test),
    }
}

fn errors(waiter: &Waiter) -> TokenStream {
    let rest = accepted(waiter.other_errors);
    match waiter.errors.as_slice() {
        [] => rest,
        arms => select(&quote!(@use(ProvideErrorMetadata) error.code()), arms, &rest),
    }
}

fn select(
    found: &TokenStream,
    arms: &[(String, AcceptorState)],
    rest: &TokenStream,
) -> TokenStream {
    let arms = arms.iter().map(|(expected, state)| {
        let state = accepted(Some(*state));
        quote!(Some(#expected) => #state,)
    });
    quote! {
        match #found {
            #(#arms)*
            _ => #rest,
        }
    }
}

fn accepted(state: Option<AcceptorState>) -> TokenStream {
    match state {
        None => quote!(None),
        Some(AcceptorState::Success) => quote!(Some(@AcceptorState::Success)),
        Some(AcceptorState::Failure) => quote!(Some(@AcceptorState::Failure)),
        Some(AcceptorState::Retry) => quote!(Some(@AcceptorState::Retry)),
    }
}
