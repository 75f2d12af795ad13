use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::expression::calls;
use crate::emit::tokens::{docs, raw_text};
use crate::ir::{Crate, RequestTest};
use crate::rust::File;

/// `tests/requests.rs`.
pub(super) fn emit(plan: &Crate) -> String {
    let tests = plan.tests.requests.iter().map(request);
    File::new(tests.collect())
        .about("Tests of requests.")
        .outside_of(plan.package.lib.plain())
        .print()
}

fn request(test: &RequestTest) -> TokenStream {
    let RequestTest { name, module, input, method, path, .. } = test;
    let documentation = docs(&test.docs);
    let calls = calls(&test.fields);
    let hosts = [(quote!(host), &test.host), (quote!(resolved_host), &test.resolved_host)];
    let hosts = hosts.into_iter().filter_map(|(name, host)| {
        let host = host.as_ref()?;
        Some(quote!(#name: Some(#host),))
    });
    let lists = [
        (quote!(query), &test.query),
        (quote!(forbid_query), &test.forbid_query),
        (quote!(require_query), &test.require_query),
        (quote!(forbid_headers), &test.forbid_headers),
        (quote!(require_headers), &test.require_headers),
    ];
    let lists = lists.into_iter().filter(|(_, values)| !values.is_empty());
    let lists = lists.map(|(name, values)| quote!(#name: &[#(#values),*],));
    let headers = (!test.headers.is_empty()).then(|| {
        let headers = test.headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(headers: &[#(#headers),*],)
    });
    let body = test.body.as_ref().map(|(media_type, body)| {
        let body = raw_text(body);
        quote!(body: Some((#media_type, #body)),)
    });
    quote! {
        #documentation
        #[test]
        fn #name() {
            let input = crate::operation::#module::#input::builder()#calls
                .build()
                .expect("every required member is set");
            let expected = @ExpectedRequest {
                method: #method,
                #(#hosts)*
                path: #path,
                #(#lists)*
                #headers
                #body
                ..@ExpectedRequest::default()
            };
            @check_request(input, &expected);
        }
    }
}
