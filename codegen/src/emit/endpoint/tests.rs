use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::expression::{calls, expression, owned};
use crate::emit::imports::Imports;
use crate::emit::tests::{file, import_input, import_values, raw_text};
use crate::emit::tokens::{docs, ident};
use crate::ir::{
    Crate, EndpointSubject, EndpointTest, ExpectedEndpoint, Expression, ParameterKind,
};

/// `tests/endpoints.rs`.
pub(in crate::emit) fn emit_tests(plan: &Crate) -> String {
    let mut imports = Imports::default();
    let tests: Vec<_> =
        plan.tests.endpoints.iter().map(|test| endpoint(plan, test, &mut imports)).collect();
    file("Where the service listens, case by case.", imports, &tests)
}

fn endpoint(plan: &Crate, test: &EndpointTest, imports: &mut Imports) -> TokenStream {
    let documentation = docs(&test.docs);
    let name = ident(&test.name);
    let (set_up, found) = match &test.subject {
        EndpointSubject::Params(fields) => params(plan, fields, imports),
        EndpointSubject::Operation { settings, input, fields, own } => {
            import_settings(plan, settings, imports);
            let settings = settings.iter().map(|(setter, value)| setting(setter, value));
            let config = quote! { let config = Config::builder()#(#settings)*.build(); };
            match own {
                true => {
                    import_input(plan, input, imports);
                    import_values(plan, fields, imports);
                    imports.runtime("", &["Operation"]);
                    let (input, calls) = (ident(input), calls(fields));
                    let set_up = quote! {
                        #config
                        let input = #input::builder()#calls.build().expect("every required member is set");
                        let found = input.endpoint(&config).map(|own| own.expect("the input has a say"));
                    };
                    (set_up, quote!(found))
                }
                false => {
                    endpoint_import(plan, "Params", imports);
                    endpoint_import(plan, "resolve", imports);
                    (config, quote!(resolve(&Params::from(&config))))
                }
            }
        }
    };
    let check = match &test.expected {
        Ok(expected) => {
            let check = check(plan, expected, imports);
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

fn params(
    plan: &Crate,
    fields: &[(String, Expression)],
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    endpoint_import(plan, "Params", imports);
    endpoint_import(plan, "resolve", imports);
    let assignments = fields.iter().map(|(field, value)| {
        let parameters = &plan.endpoint.parameters;
        let parameter = parameters.iter().find(|parameter| parameter.name == *field);
        let is_plain = parameter.is_some_and(|known| known.kind == ParameterKind::PlainFlag);
        let (field, value) = (ident(field), owned(value));
        match is_plain {
            true => quote! { params.#field = #value; },
            false => quote! { params.#field = Some(#value); },
        }
    });
    let mutability = (!fields.is_empty()).then(|| quote!(mut));
    let set_up = quote! {
        let #mutability params = Params::default();
        #(#assignments)*
    };
    (set_up, quote!(resolve(&params)))
}

fn endpoint_import(plan: &Crate, name: &str, imports: &mut Imports) {
    imports.add(&format!("{}::endpoint", plan.package.lib), name);
}

fn import_settings(plan: &Crate, settings: &[(String, Expression)], imports: &mut Imports) {
    imports.runtime("config", &["Config"]);
    for (setter, _) in settings {
        match setter.as_str() {
            "region" => imports.runtime("config", &["Region"]),
            "endpoint_url" | "use_fips" | "use_dual_stack" => {}
            _ => endpoint_import(plan, "ServiceSettings", imports),
        }
    }
}

fn setting(setter: &str, value: &Expression) -> TokenStream {
    let name = ident(setter);
    let tokens = match value {
        Expression::List(_) => owned(value),
        value => expression(value),
    };
    match setter {
        "region" => quote!(.region(Region::new(#tokens))),
        _ => quote!(.#name(#tokens)),
    }
}

/// Rules without headers and properties have nothing but URLs to compare.
fn check(plan: &Crate, expected: &ExpectedEndpoint, imports: &mut Imports) -> TokenStream {
    let url = &expected.url;
    if !plan.endpoint.more_than_urls {
        return quote! { assert_eq!(endpoint.url(), #url); };
    }
    imports.runtime("protocol_tests", &["check_endpoint"]);
    let headers = expected.headers.iter().map(|(name, values)| quote!((#name, &[#(#values),*])));
    let properties = raw_text(&expected.properties.to_string());
    quote! { check_endpoint(&endpoint, #url, &[#(#headers),*], #properties); }
}
