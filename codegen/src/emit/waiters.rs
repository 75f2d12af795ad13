use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports::Imports;
use super::lib_rs::has_waiters;
use super::query;
use super::tokens::{docs, ident, prefixed};
use crate::Files;
use crate::ir::{AcceptorState, Crate, ErrorTest, Operation, OutputTest, Query, Waiter};
use crate::print;

/// `src/waiters.rs` and a file for each waiter, if there is anything to wait for.
pub(super) fn emit(plan: &Crate, files: &mut Files) {
    if !has_waiters(plan) {
        return;
    }
    files.insert("src/waiters.rs".into(), list(plan));
    for (operation, waiter) in all(plan) {
        let path = format!("src/waiters/{}.rs", waiter.module.trim_start_matches("r#"));
        files.insert(path, file(operation, waiter));
    }
}

fn all(plan: &Crate) -> impl Iterator<Item = (&Operation, &Waiter)> {
    let operations = plan.operations.iter();
    operations.flat_map(|operation| operation.waiters.iter().map(move |waiter| (operation, waiter)))
}

fn list(plan: &Crate) -> String {
    let mut imports = Imports::default();
    imports.add("crate", "Client");
    imports.runtime("", &["waiters"]);
    let imports = imports.tokens();
    let modules = all(plan).map(|(_, waiter)| {
        let module = ident(&waiter.module);
        let about = docs(&waiter.docs);
        quote! { #about pub mod #module; }
    });
    let methods = all(plan).map(|(_, waiter)| {
        let (method, module, name) =
            (ident(&waiter.method), ident(&waiter.module), ident(&waiter.name));
        let fluent = prefixed("", &format!("{}FluentBuilder", waiter.name));
        quote!(#method = #module::#name::#fluent)
    });
    let tokens = quote! { #imports #(#modules)* waiters!(Client, #(#methods),*); };
    print::file(&["What a client can wait for, a module each.".into()], tokens)
}

fn file(operation: &Operation, waiter: &Waiter) -> String {
    let mut imports = Imports::default();
    imports.add("crate", "Client");
    imports.add("crate::builder", "CallBuilder");
    imports.runtime("", &["waiter"]);
    imports.runtime("waiters", &["AcceptorState", "Waiter"]);
    let module = format!("crate::operation::{}", operation.module);
    let (input, output) = (&operation.input.name, &operation.output.name);
    for name in [input, output, &operation.error] {
        imports.add(&module, name);
    }
    let name = ident(&waiter.name);
    let names = [
        format!("{}FluentBuilder", waiter.name),
        format!("{}FinalPoll", waiter.name),
        format!("WaitUntil{}Error", waiter.name),
    ];
    let names = names.map(|name| ident(&name));
    let body = accept(waiter, &mut imports);
    let text = body.to_string();
    let given = |name: &str| ident(if mentions(&text, name) { name } else { "_" });
    let given_input = given("input");
    let (input, output, error) = (ident(input), ident(output), ident(&operation.error));
    let min_delay = delay("MIN_DELAY", waiter.min_delay, 2, &mut imports);
    let max_delay = delay("MAX_DELAY", waiter.max_delay, 120, &mut imports);
    let imports = imports.tokens();
    let tokens = quote! {
        #imports

        waiter!(#name, Client, #input, CallBuilder, #(#names),*);

        impl Waiter for #name {
            type Operation = #input;
            #min_delay
            #max_delay

            fn accept(
                #given_input: &#input,
                result: Result<&#output, &#error>,
            ) -> Option<AcceptorState> {
                #body
            }
        }
    };
    print::file(&[], tokens)
}

fn delay(name: &str, seconds: u64, usual: u64, imports: &mut Imports) -> Option<TokenStream> {
    if seconds == usual {
        return None;
    }
    imports.add("std::time", "Duration");
    let (name, seconds) = (ident(name), Literal::u64_unsuffixed(seconds));
    Some(quote! { const #name: Duration = Duration::from_secs(#seconds); })
}

fn accept(waiter: &Waiter, imports: &mut Imports) -> TokenStream {
    let success = successes(&waiter.successes);
    let text = success.to_string();
    if mentions(&text, "all_equal") {
        imports.runtime("waiters", &["all_equal"]);
    }
    let output = ident(if mentions(&text, "output") { "output" } else { "_" });
    let failure = errors(&waiter.errors);
    let error = ident(if mentions(&failure.to_string(), "error") { "error" } else { "_" });
    if mentions(&failure.to_string(), "code") {
        imports.runtime("error", &["ProvideErrorMetadata"]);
    }
    quote! {
        match result {
            Ok(#output) => #success,
            Err(#error) => #failure,
        }
    }
}

fn mentions(code: &str, name: &str) -> bool {
    code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == name)
}

fn successes(tests: &[(OutputTest, AcceptorState)]) -> TokenStream {
    if let Some((found, arms)) = one_path(tests) {
        let found = query::query(found);
        return select(&found, &arms, quote!(None));
    }
    let mut rest = quote!(None);
    // What means the same is one condition.
    for alike in
        tests.chunk_by(|(a, one), (b, other)| one == other && a.is_any() == b.is_any()).rev()
    {
        let Some((first, state)) = alike.first() else { continue };
        let state = accepted(state);
        if first.is_any() {
            rest = state;
            continue;
        }
        let conditions = alike.iter().map(|(test, _)| condition(test));
        // Braces around an `if` alone would be too many.
        rest = match rest.to_string().starts_with("if ") {
            true => quote!(if #(#conditions)||* { #state } else #rest),
            false => quote!(if #(#conditions)||* { #state } else { #rest }),
        };
    }
    rest
}

fn condition(test: &OutputTest) -> TokenStream {
    match test {
        OutputTest::Any => quote!(true),
        OutputTest::Text { found, expected, .. } => {
            let (optional, found) = (found.optional, query::query(found));
            match optional {
                true => quote!(#found == Some(#expected)),
                false => quote!(#found == #expected),
            }
        }
        OutputTest::Holds(test) => query::query(test),
    }
}

/// The path that all tests compare with a text, if it is one: they make a `match`.
fn one_path(tests: &[(OutputTest, AcceptorState)]) -> Option<(&Query, Vec<Arm<'_>>)> {
    let mut first: Option<(&String, &Query)> = None;
    let mut arms: Vec<Arm<'_>> = Vec::new();
    for (test, state) in tests {
        let OutputTest::Text { path, found, expected } = test else { return None };
        match first {
            Some((known, _)) if known != path => return None,
            Some(_) => {}
            None => first = Some((path, found)),
        }
        if !arms.iter().any(|(known, _)| *known == expected) {
            arms.push((expected, state));
        }
    }
    let (_, found) = first?;
    Some((found, arms)).filter(|(found, _)| found.optional)
}

/// A text, and what it means.
type Arm<'a> = (&'a str, AcceptorState);

fn select(found: &TokenStream, arms: &[Arm<'_>], rest: TokenStream) -> TokenStream {
    let arms = arms.iter().map(|(expected, state)| {
        let state = accepted(state);
        quote!(Some(#expected) => #state,)
    });
    quote! {
        match #found {
            #(#arms)*
            _ => #rest,
        }
    }
}

fn errors(tests: &[(ErrorTest, AcceptorState)]) -> TokenStream {
    let mut rest = quote!(None);
    let mut arms = Vec::new();
    for (test, state) in tests {
        match test {
            ErrorTest::Any => rest = accepted(state),
            ErrorTest::Code(code) => arms.push((code.as_str(), *state)),
        }
    }
    if arms.is_empty() { rest } else { select(&quote!(error.code()), &arms, rest) }
}

fn accepted(state: &str) -> TokenStream {
    let state = ident(state);
    quote!(Some(AcceptorState::#state))
}
