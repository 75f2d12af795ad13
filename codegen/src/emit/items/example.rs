//! The canonical call of an operation, for documentation.

use proc_macro2::TokenStream;
use quote::quote;

use super::expression::calls;
use crate::emit::tokens::doc_lines;
use crate::ir::{Crate, Operation};
use crate::rust::{File, statements};

/// The call as part of the documentation of the client's method.
pub(in crate::emit) fn docs(plan: &Crate, operation: &Operation) -> TokenStream {
    let lib = plan.package.lib.plain();
    let (uses, body) = statements(call(operation), lib);
    let mut lines = vec![String::new(), "```no_run".into()];
    lines.extend(uses);
    lines.push(format!("# async fn example(client: {lib}::Client) -> Result<(), {lib}::Error> {{"));
    lines.extend(body);
    lines.extend(["# Ok(()) }".into(), "```".into()]);
    doc_lines(lines)
}

/// The call as a function.
pub(in crate::emit) fn function(plan: &Crate, operation: &Operation) -> String {
    let (name, call) = (&operation.usage, call(operation));
    let function = quote! {
        async fn #name(client: &@Client) -> Result<(), @Error> {
            #call
            println!("{output:?}");
            Ok(())
        }
    };
    File::new(function).outside_of(plan.package.lib.plain()).text()
}

fn call(operation: &Operation) -> TokenStream {
    let method = &operation.module;
    let calls = calls(operation.example.as_ref().map_or(&[], |example| &example.input));
    quote! { let output = client.#method()#calls.send().await?; }
}
