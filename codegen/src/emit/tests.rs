//! The tests of the model, as tests of the crate.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::endpoint;
use super::expression::{calls, names, owned};
use super::imports::Imports;
use super::tokens::{docs, ident};
use crate::Files;
use crate::ir::{
    Crate, Expression, Presence, RequestTest, ResponseSubject, ResponseTest, Structure, Type,
};
use crate::print;

/// Adds a file for each kind of test that the model has.
pub(super) fn emit(plan: &Crate, files: &mut Files) {
    let tests = &plan.tests;
    if !tests.requests.is_empty() {
        files.insert("tests/requests.rs".into(), requests(plan));
    }
    if !tests.responses.is_empty() {
        files.insert("tests/responses.rs".into(), responses(plan));
    }
    if !tests.endpoints.is_empty() {
        files.insert("tests/endpoints.rs".into(), endpoint::emit_tests(plan));
    }
}

pub(super) fn file(about: &str, mut imports: Imports, tests: &[TokenStream]) -> String {
    let tests = quote! { #(#tests)* };
    // Setters take entries one by one, so that few values are written with it.
    if tests.to_string().contains("HashMap ::") {
        imports.add("std::collections", "HashMap");
    }
    let imports = imports.tokens();
    print::file(&[about.into()], quote! { #imports #tests })
}

fn requests(plan: &Crate) -> String {
    let mut imports = Imports::default();
    imports.runtime("protocol_tests", &["ExpectedRequest", "check_request"]);
    let tests: Vec<_> =
        plan.tests.requests.iter().map(|test| request(plan, test, &mut imports)).collect();
    file("What each call looks like on the wire.", imports, &tests)
}

fn request(plan: &Crate, test: &RequestTest, imports: &mut Imports) -> TokenStream {
    import_input(plan, &test.input, imports);
    import_values(plan, &test.fields, imports);
    let name = ident(&test.name);
    let documentation = docs(&test.docs);
    let input = ident(&test.input);
    let calls = calls(&test.fields);
    let (method, path) = (&test.method, &test.path);
    let hosts = [("host", &test.host), ("resolved_host", &test.resolved_host)];
    let hosts = hosts.into_iter().filter_map(|(name, host)| {
        let (name, host) = (ident(name), host.as_ref()?);
        Some(quote!(#name: Some(#host),))
    });
    let lists = [
        ("query", &test.query),
        ("forbid_query", &test.forbid_query),
        ("require_query", &test.require_query),
        ("forbid_headers", &test.forbid_headers),
        ("require_headers", &test.require_headers),
    ];
    let lists = lists.into_iter().filter(|(_, values)| !values.is_empty()).map(|(name, values)| {
        let name = ident(name);
        quote!(#name: &[#(#values),*],)
    });
    let headers = (!test.headers.is_empty()).then(|| {
        let headers = pairs(&test.headers);
        quote!(headers: &[#headers],)
    });
    let body = test.body.as_ref().map(|(media_type, body)| {
        let body = raw_text(body);
        quote!(body: Some((#media_type, #body)),)
    });
    quote! {
        #documentation
        #[test]
        fn #name() {
            let input = #input::builder()#calls.build().expect("every required member is set");
            let expected = ExpectedRequest {
                method: #method,
                #(#hosts)*
                path: #path,
                #(#lists)*
                #headers
                #body
                ..ExpectedRequest::default()
            };
            check_request(input, &expected);
        }
    }
}

fn responses(plan: &Crate) -> String {
    let mut imports = Imports::default();
    let tests: Vec<_> =
        plan.tests.responses.iter().map(|test| response(plan, test, &mut imports)).collect();
    file("What each answer is read as.", imports, &tests)
}

fn response(plan: &Crate, test: &ResponseTest, imports: &mut Imports) -> TokenStream {
    imports.runtime("protocol_tests", &["response"]);
    let values: Vec<_> = test.fields.iter().filter(|(_, it)| !is_stream(it)).cloned().collect();
    import_values(plan, &values, imports);
    let name = ident(&test.name);
    let documentation = docs(&test.docs);
    let status = Literal::u16_unsuffixed(test.status);
    let headers = pairs(&test.headers);
    let body = raw_text(&test.body);
    let check = match &test.subject {
        ResponseSubject::Output { input, output } => {
            import_input(plan, input, imports);
            let (streams, fields): (Vec<_>, Vec<_>) =
                test.fields.iter().cloned().partition(|(_, it)| is_stream(it));
            let structure = plan.operations.iter().map(|operation| &operation.output);
            let assignments = assignments(structure.clone(), output, &fields);
            let stream = structure.filter(|structure| structure.name == *output).find_map(stream);
            let (input, argument) = (ident(input), argument(&fields));
            match stream {
                None => {
                    imports.runtime("protocol_tests", &["check_output"]);
                    quote! { check_output::<#input>(&response, |#argument| { #assignments }); }
                }
                Some(stream) => {
                    imports.runtime("protocol_tests", &["check_streamed_output"]);
                    let bytes = streams.first().map_or(&[][..], |(_, value)| content(value));
                    let (stream, bytes) = (ident(stream), Literal::byte_string(bytes));
                    quote! {
                        check_streamed_output::<#input>(
                            &response,
                            |#argument| { #assignments },
                            |output| output.#stream,
                            #bytes,
                        );
                    }
                }
            }
        }
        ResponseSubject::Exception(exception) => {
            imports.add(&format!("{}::error", plan.package.lib), "Error");
            imports.runtime("protocol_tests", &["check_error"]);
            let structures = plan.errors.iter().map(|error| &error.structure);
            let assignments = assignments(structures, exception, &test.fields);
            let (variant, argument) = (ident(exception), argument(&test.fields));
            quote! {
                let Error::#variant(found) = check_error(response) else {
                    panic!("read as another error");
                };
                check_error_members(&found, |#argument| { #assignments });
            }
        }
    };
    if matches!(test.subject, ResponseSubject::Exception(_)) {
        imports.runtime("protocol_tests", &["check_error_members"]);
    }
    quote! {
        #documentation
        #[test]
        fn #name() {
            let response = response(#status, &[#headers], #body);
            #check
        }
    }
}

fn is_stream(value: &Expression) -> bool {
    matches!(value, Expression::Stream(_))
}

fn content(value: &Expression) -> &[u8] {
    match value {
        Expression::Stream(bytes) => bytes,
        _ => &[],
    }
}

/// The field that is a stream.
fn stream(structure: &Structure) -> Option<&str> {
    let field = structure.fields.iter().find(|field| field.kind == Type::ByteStream)?;
    Some(&field.name)
}

fn argument(fields: &[(String, Expression)]) -> TokenStream {
    if fields.is_empty() { quote!(_) } else { quote!(expected) }
}

/// `expected.field = value;` for each field, wrapped in `Some` where it is optional.
fn assignments<'a>(
    mut structures: impl Iterator<Item = &'a Structure>,
    name: &str,
    fields: &[(String, Expression)],
) -> TokenStream {
    let structure = structures.find(|structure| structure.name == name);
    let assignments = fields.iter().map(|(field, value)| {
        let declared = structure
            .and_then(|structure| structure.fields.iter().find(|known| known.name == *field));
        let is_optional = declared.is_none_or(|field| field.presence == Presence::Optional);
        let is_boxed = declared.is_some_and(|field| field.boxed);
        let (field, value) = (ident(field), owned(value));
        let value = if is_boxed { quote!(Box::new(#value)) } else { value };
        match is_optional {
            true => quote! { expected.#field = Some(#value); },
            false => quote! { expected.#field = #value; },
        }
    });
    quote! { #(#assignments)* }
}

pub(super) fn import_input(plan: &Crate, input: &str, imports: &mut Imports) {
    if let Some(operation) = plan.operations.iter().find(|operation| operation.input.name == input)
    {
        imports.add(&format!("{}::operation::{}", plan.package.lib, operation.module), input);
    }
}

pub(super) fn import_values(plan: &Crate, fields: &[(String, Expression)], imports: &mut Imports) {
    for path in names(fields) {
        if let Some((module, name)) = path.rsplit_once("::") {
            imports.add(&format!("{}::{module}", plan.package.lib), name);
        }
    }
}

fn pairs(pairs: &[(String, String)]) -> TokenStream {
    let pairs = pairs.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(#(#pairs),*)
}

/// Text as a raw literal where that spares backslashes.
pub(super) fn raw_text(text: &str) -> TokenStream {
    // rustc refuses marks of direction, unless they are escaped.
    let is_direction = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(['"', '\\']) || text.contains("\"##") || text.contains(is_direction) {
        return quote!(#text);
    }
    let hashes = if text.contains("\"#") { "##" } else { "#" };
    let literal: Result<Literal, _> = format!("r{hashes}\"{text}\"{hashes}").parse();
    literal.map_or_else(|_| quote!(#text), |literal| quote!(#literal))
}
