use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::items::expression::owned;
use crate::emit::tokens::{docs, raw_text};
use crate::ir::{Crate, ResponseSubject, ResponseTest};
use crate::rust::File;

/// `tests/responses.rs`.
pub(super) fn emit(plan: &Crate) -> String {
    let tests = plan.tests.responses.iter().map(response);
    File::new(tests.collect())
        .about("Tests of how responses are read.")
        .outside_of(plan.package.lib.plain())
        .print()
}

fn response(test: &ResponseTest) -> TokenStream {
    let ResponseTest { name, subject, .. } = test;
    let documentation = docs(&test.docs);
    let status = Literal::u16_unsuffixed(test.status);
    let headers = test.headers.iter().map(|(name, value)| quote!((#name, #value)));
    let body = raw_text(&test.body);
    let assign = assign(test);
    let check = match subject {
        ResponseSubject::Output { module, input, stream: None } => quote! {
            @check_output::<crate::operation::#module::#input>(&reply, #assign);
        },
        ResponseSubject::Output { module, input, stream: Some((field, bytes)) } => {
            let bytes = Literal::byte_string(bytes);
            quote! {
                @check_streamed_output::<crate::operation::#module::#input>(
                    &reply,
                    #assign,
                    |output| output.#field,
                    #bytes,
                );
            }
        }
        ResponseSubject::Exception(exception) => quote! {
            let @Error::#exception(found) = @check_error(reply) else {
                panic!("read as another error");
            };
            @check_error_members(&found, #assign);
        },
    };
    quote! {
        #documentation
        #[test]
        fn #name() {
            let reply = @response(#status, &[#(#headers),*], #body);
            #check
        }
    }
}

/// A closure that sets each field to its expected value.
fn assign(test: &ResponseTest) -> TokenStream {
    let assignments = test.fields.iter().map(|(field, value)| {
        let value = owned(value);
        quote! { expected.#field = #value; }
    });
    let argument = if test.fields.is_empty() { quote!(_) } else { quote!(expected) };
    quote!(|#argument| { #(#assignments)* })
}
