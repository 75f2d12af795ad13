//! What is particular about the way of an operation over HTTP.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::or_default;
use super::imports::Imports;
use super::structure;
use super::tokens::ident;
use crate::ir::{
    Absence, Adapter, Body, Bound, HttpRequest, HttpResponse, Operation, Parameter, Payload,
    PayloadKind, Stream,
};

/// The body of `request()`.
pub(super) fn request(http: &HttpRequest, imports: &mut Imports) -> TokenStream {
    let mut chain = |method: &str, parameters: &[Parameter]| {
        let method = ident(method);
        let links = parameters.iter().map(|parameter| {
            let (name, value) = (&parameter.name, value(parameter, imports));
            match &parameter.default {
                Some(default) => quote!(.label_or(#name, &#value, #default)),
                None => quote!(.#method(#name, &#value)),
            }
        });
        quote!(#(#links)*)
    };
    let labels = chain("label", &http.labels);
    let host_labels = chain("host_label", &http.host_labels);
    let query = chain("query", &http.query);
    let headers = chain("header", &http.headers);
    let prefix_headers = chain("prefix_headers", &http.prefix_headers);
    let query_params = http.query_params.as_ref().map(|field| {
        let field = ident(field);
        quote!(.query_params(&self.#field))
    });
    let fixed_headers =
        http.fixed_headers.iter().map(|(name, value)| quote!(.header(#name, &#value)));
    let body = match &http.body {
        Body::Nothing => quote!(.empty()),
        Body::AllMembers => quote!(.json(self)),
        Body::Without(members) => quote!(.json_without(&[#(#members),*], self)),
        Body::Payload(payload) => write_payload(payload, imports),
    };
    quote! {
        RequestBuilder::of::<Self>()
            #labels #host_labels #query #query_params #(#fixed_headers)* #headers #prefix_headers
            #body
    }
}

/// `response()`, if there is more to it than a JSON body.
pub(super) fn response(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let http = operation.response.as_ref()?;
    // A stream alone is not read here, and what comes without it is an empty body.
    if http.stream().is_some() && http.members.len() == 1 {
        return None;
    }
    imports.runtime("error", &["DecodeError"]);
    imports.runtime("primitives", &["Bytes"]);
    imports.runtime("wire", &["Reply", "Response"]);
    let output = ident(&operation.output.name);
    let members: Vec<_> = http
        .members
        .iter()
        .map(|bound| (ident(bound.field()), read(bound, imports)))
        .map(|(field, value)| (field, value.or_fail()))
        .collect();
    let (fields, values): (Vec<_>, Vec<_>) = members.into_iter().unzip();
    let output = match &http.without {
        None => quote! { Ok(#output { #(#fields: #values),* }) },
        Some(names) => quote! {
            let mut output: #output = reply.json_without(&[#(#names),*])?;
            #(output.#fields = #values;)*
            Ok(output)
        },
    };
    Some(quote! {
        fn response(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
            let reply = Reply::of(response);
            #output
        }
    })
}

/// `read_reply()` of an exception, which leaves unset what it cannot read.
pub(super) fn read_reply(http: &HttpResponse, imports: &mut Imports) -> TokenStream {
    imports.runtime("wire", &["Reply"]);
    let statements = http.members.iter().map(|bound| {
        let (field, value) = (ident(bound.field()), read(bound, imports).or_default());
        quote! { self.#field = #value; }
    });
    quote! {
        fn read_reply(&mut self, reply: &Reply<'_>) {
            #(#statements)*
        }
    }
}

/// A field, in its form if it has one.
fn value(parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let field = ident(&parameter.field);
    match parameter.form {
        None => quote!(self.#field),
        Some(form) => {
            imports.runtime("wire", &["format_as", form]);
            let form = ident(form);
            quote!(format_as(&self.#field, #form)?)
        }
    }
}

fn write_payload(payload: &Payload, imports: &mut Imports) -> TokenStream {
    let field = ident(&payload.field);
    let optional = matches!(payload.absence, Absence::Fine);
    match &payload.kind {
        PayloadKind::Text(media_type) => quote!(.text(#media_type, &self.#field)),
        PayloadKind::Blob(media_type) => quote!(.blob(#media_type, &self.#field)),
        PayloadKind::Stream(Stream { media_type, .. }) => {
            quote!(.stream(#media_type, &self.#field))
        }
        PayloadKind::Document => quote!(.document(&self.#field)),
        PayloadKind::Collection(adapter) => {
            let adapter = self::adapter(adapter, imports);
            let value =
                if optional { quote!(self.#field.as_ref()) } else { quote!(Some(&self.#field)) };
            quote!(.json_as::<#adapter, _>(#value))
        }
        PayloadKind::Structure if optional => quote!(.json_payload(self.#field.as_ref())),
        PayloadKind::Union if optional => quote!(.json_if_present(self.#field.as_ref())),
        PayloadKind::Structure | PayloadKind::Union => quote!(.json(&self.#field)),
    }
}

/// An expression that reads a member.
enum Read {
    Sure(TokenStream),
    /// A `Result`.
    Fallible(TokenStream),
    /// A `Result` of an `Option`, of a member that is never absent, and what makes a value of it.
    Optional(TokenStream, TokenStream),
}

impl Read {
    fn or_fail(self) -> TokenStream {
        match self {
            Self::Sure(value) => value,
            Self::Fallible(result) => quote!(#result?),
            Self::Optional(result, or_default) => quote!(#result?#or_default),
        }
    }

    fn or_default(self) -> TokenStream {
        match self {
            Self::Sure(value) => value,
            Self::Fallible(result) => quote!(#result.unwrap_or_default()),
            Self::Optional(result, or_default) => quote!(#result.unwrap_or_default()#or_default),
        }
    }
}

fn read(bound: &Bound, imports: &mut Imports) -> Read {
    match bound {
        Bound::Status(_) => Read::Sure(quote!(reply.status())),
        Bound::PrefixHeaders(Parameter { name, .. }) => {
            Read::Fallible(quote!(reply.prefix_headers(#name)))
        }
        Bound::Header(Parameter { name, form, .. }, absence) => {
            let form = form.map(|form| {
                imports.runtime("wire", &[form]);
                ident(form)
            });
            match (form, absence) {
                (None, Absence::Default(fallback)) => Read::Optional(
                    quote!(reply.header::<Option<_>>(#name)),
                    or_default(fallback.as_ref(), imports),
                ),
                (None, _) => Read::Fallible(quote!(reply.header(#name))),
                (Some(form), Absence::Default(fallback)) => Read::Optional(
                    quote!(reply.header_as::<_, Option<_>>(#name, #form)),
                    or_default(fallback.as_ref(), imports),
                ),
                (Some(form), _) => Read::Fallible(quote!(reply.header_as(#name, #form))),
            }
        }
        Bound::Payload(payload) => read_payload(payload, imports),
    }
}

/// The type of a serde adapter.
fn adapter(adapter: &Adapter, imports: &mut Imports) -> TokenStream {
    if *adapter == Adapter::Same {
        imports.runtime("wire", &["Same"]);
    }
    imports.adapter(adapter);
    let adapter = structure::adapter(adapter).parse();
    adapter.expect("adapters are named by Rust's own rules")
}

fn read_payload(payload: &Payload, imports: &mut Imports) -> Read {
    let kind = &payload.kind;
    match (&payload.absence, kind) {
        (_, PayloadKind::Stream(_)) => Read::Sure(quote!(ByteStream::default())),
        (absence, PayloadKind::Collection(adapter)) => {
            let adapter = self::adapter(adapter, imports);
            let value = quote!(reply.json_as::<_, #adapter>());
            match absence {
                Absence::Default(it) => Read::Optional(value, or_default(it.as_ref(), imports)),
                Absence::Wrong | Absence::Fine => Read::Fallible(value),
            }
        }
        (Absence::Default(Some(fallback)), PayloadKind::Blob(_)) => {
            let value = or_default(Some(fallback), imports);
            Read::Sure(quote!(reply.blob::<Option<_>>()#value))
        }
        (Absence::Default(fallback @ Some(_)), PayloadKind::Text(_)) => Read::Optional(
            quote!(reply.text::<Option<_>>()),
            or_default(fallback.as_ref(), imports),
        ),
        (_, PayloadKind::Blob(_)) => Read::Sure(quote!(reply.blob())),
        (_, PayloadKind::Text(_)) => Read::Fallible(quote!(reply.text())),
        (Absence::Default(fallback), PayloadKind::Document) => {
            Read::Optional(quote!(reply.document()), or_default(fallback.as_ref(), imports))
        }
        (_, PayloadKind::Document) => Read::Fallible(quote!(reply.document())),
        (Absence::Fine, _) => Read::Fallible(quote!(reply.json())),
        (_, PayloadKind::Structure) => Read::Fallible(quote!(reply.json_object())),
        (_, PayloadKind::Union) => Read::Optional(quote!(reply.json()), or_default(None, imports)),
    }
}
