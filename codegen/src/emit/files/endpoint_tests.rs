use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::items::expression::{calls, expression, owned};
use crate::emit::tokens::{docs, raw_text};
use crate::ir::{
    Assignment, Crate, EndpointSubject, EndpointTest, ExpectedEndpoint, Expression, MoreThanUrl,
    Setting,
};
use crate::rust::File;

/// `tests/endpoints.rs`.
pub(super) fn emit(plan: &Crate) -> String {
    let tests = plan.tests.endpoints.iter().map(endpoint);
    File::new(tests.collect())
        .about("Tests of the endpoint rules.")
        .outside_of(plan.package.lib.plain())
        .print()
}

fn endpoint(test: &EndpointTest) -> TokenStream {
    let EndpointTest { name, docs, subject, expected } = test;
    let documentation = self::docs(docs);
    let (set_up, found) = set_up(subject);
    let check = match expected {
        Ok(expected) => {
            let check = check(expected);
            quote! {
                let endpoint = #found.expect("the rules find an endpoint");
                #check
            }
        }
        Err(message) => quote! {
            let error = #found.expect_err("the rules find no endpoint");
            assert_eq!(error.message(), #message);
        },
    };
    quote! {
        #documentation
        #[test]
        fn #name() {
            #set_up
            #check
        }
    }
}

/// Statements, and the expression of the result.
fn set_up(subject: &EndpointSubject) -> (TokenStream, TokenStream) {
    match subject {
        EndpointSubject::Params(fields) => (params(fields), quote!(@resolve(&params))),
        EndpointSubject::Settings(settings) => {
            (config(settings), quote!(@resolve(&@Params::from(&config))))
        }
        EndpointSubject::Operation { settings, module, input, fields } => {
            let (config, calls) = (config(settings), calls(fields));
            let set_up = quote! {
                #config
                let input = crate::operation::#module::#input::builder()#calls
                    .build()
                    .expect("every required member is set");
                let found = @use(Operation) input
                    .endpoint(&config)
                    .map(|own| own.expect("the input has a say"));
            };
            (set_up, quote!(found))
        }
    }
}

fn params(fields: &[Assignment]) -> TokenStream {
    let assignments = fields.iter().map(|(field, value)| {
        let value = owned(value);
        quote! { params.#field = #value; }
    });
    let mutability = (!fields.is_empty()).then(|| quote!(mut));
    quote! {
        let #mutability params = @Params::default();
        #(#assignments)*
    }
}

fn config(settings: &[Setting]) -> TokenStream {
    let settings = settings.iter().map(setting);
    quote! { let config = @Config::builder()#(#settings)*.build(); }
}

fn setting(setting: &Setting) -> TokenStream {
    match setting {
        Setting::Region(region) => quote!(.region(@Region::new(#region))),
        Setting::Common(setter, value) => {
            let value = expression(value);
            quote!(.#setter(#value))
        }
        Setting::OfService(setter, value) => {
            let value = match value {
                Expression::List(_) => owned(value),
                value => expression(value),
            };
            quote!(@use(ServiceSettings) .#setter(#value))
        }
    }
}

fn check(expected: &ExpectedEndpoint) -> TokenStream {
    let url = &expected.url;
    let Some(MoreThanUrl { headers, properties }) = &expected.more else {
        return quote! { assert_eq!(endpoint.url(), #url); };
    };
    let headers = headers.iter().map(|(name, values)| quote!((#name, &[#(#values),*])));
    let properties = raw_text(&properties.to_string());
    quote! { @check_endpoint(&endpoint, #url, &[#(#headers),*], #properties); }
}
