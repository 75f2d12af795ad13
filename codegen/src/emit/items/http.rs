//! How an operation is bound to HTTP.

use proc_macro2::TokenStream;
use quote::quote;

use super::defaults::or_default;
use crate::emit::codec::json;
use crate::ir::{
    Absence, Body, Bound, Form, HttpRequest, HttpResponse, Operation, Parameter, Payload,
    PayloadKind, Place, Stream,
};

/// The body of `request()`.
pub(in crate::emit) fn request(http: &HttpRequest) -> TokenStream {
    let fixed_headers =
        http.fixed_headers.iter().map(|(name, value)| quote!(.header(#name, &#value)));
    let parameters = http.parameters.iter().map(parameter);
    let body = match &http.body {
        Body::Payload(payload) => Some(write_payload(payload)),
        body => json::members(body),
    };
    quote! { @RequestBuilder::of::<Self>() #(#fixed_headers)* #(#parameters)* #body }
}

/// `response()`, unless the default, a JSON body, is right.
pub(in crate::emit) fn response(operation: &Operation) -> Option<TokenStream> {
    let http = operation.response.as_ref()?;
    // A stream is not read here. Without it the body is empty.
    if http.stream().is_some() && http.members.len() == 1 {
        return None;
    }
    let output = &operation.output.name;
    let fields: Vec<_> = http.members.iter().map(Bound::field).collect();
    let values = http.members.iter().map(|bound| read(bound).or_fail());
    let output = match &http.without {
        None => quote! { Ok(#output { #(#fields: #values,)* _request_id: None }) },
        Some(names) => quote! {
            let mut output: #output = reply.json_without(&[#(#names),*])?;
            #(output.#fields = #values;)*
            Ok(output)
        },
    };
    Some(quote! {
        fn response(response: &@Response<@Bytes>) -> Result<Self::Output, @DecodeError> {
            let reply = @Reply::of(response);
            #output
        }
    })
}

/// `read_reply()` of an exception. Members that cannot be read stay unset.
pub(in crate::emit) fn read_reply(http: &HttpResponse) -> TokenStream {
    let statements = http.members.iter().map(|bound| {
        let (field, value) = (bound.field(), read(bound).or_default());
        quote! { self.#field = #value; }
    });
    quote! {
        fn read_reply(&mut self, reply: &@Reply<'_>) {
            #(#statements)*
        }
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let field = &parameter.field;
    let value = match parameter.form {
        None => quote!(self.#field),
        Some(form) => {
            let form = self::form(form);
            quote!(@format_as(&self.#field, #form)?)
        }
    };
    match &parameter.place {
        Place::Label(name) => quote!(.label(#name, &#value)),
        Place::LabelOr(name, default) => quote!(.label_or(#name, &#value, #default)),
        Place::HostLabel(name) => quote!(.host_label(#name, &#value)),
        Place::Query(name) => quote!(.query(#name, &#value)),
        Place::QueryParams => quote!(.query_params(&#value)),
        Place::Header(name) => quote!(.header(#name, &#value)),
        Place::PrefixHeaders(prefix) => quote!(.prefix_headers(#prefix, &#value)),
    }
}

fn form(form: Form) -> TokenStream {
    match form {
        Form::Rfc3339 => quote!(@Rfc3339),
        Form::HttpDate => quote!(@HttpDate),
        Form::EpochSeconds => quote!(@EpochSeconds),
        Form::Base64 => quote!(@Base64),
    }
}

fn write_payload(payload: &Payload) -> TokenStream {
    let field = &payload.field;
    let optional = matches!(payload.absence, Absence::Fine);
    match &payload.kind {
        PayloadKind::Text(media_type) => quote!(.text(#media_type, &self.#field)),
        PayloadKind::Blob(media_type) => quote!(.blob(#media_type, &self.#field)),
        PayloadKind::Stream(Stream { media_type, .. }) => {
            quote!(.stream(#media_type, &self.#field))
        }
        PayloadKind::Document => quote!(.document(&self.#field)),
        PayloadKind::Collection(adapter) => {
            let adapter = json::adapter(adapter);
            let value =
                if optional { quote!(self.#field.as_ref()) } else { quote!(Some(&self.#field)) };
            quote!(.json_as::<#adapter, _>(#value))
        }
        PayloadKind::Structure if optional => quote!(.json_payload(self.#field.as_ref())),
        PayloadKind::Union if optional => quote!(.json_if_present(self.#field.as_ref())),
        PayloadKind::Structure | PayloadKind::Union => quote!(.json_payload(Some(&self.#field))),
    }
}

/// An expression that reads a member.
enum Read {
    Sure(TokenStream),
    /// A `Result`.
    Fallible(TokenStream),
    /// A `Result` of an `Option`, for a member that is never absent, and the conversion to its
    /// value.
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

fn read(bound: &Bound) -> Read {
    match bound {
        Bound::Status(_) => Read::Sure(quote!(reply.status())),
        Bound::PrefixHeaders { prefix, .. } => {
            Read::Fallible(quote!(reply.prefix_headers(#prefix)))
        }
        Bound::Header { name, form, absence, .. } => match (form.map(self::form), absence) {
            (None, Absence::Default(fallback)) => Read::Optional(
                quote!(reply.header::<Option<_>>(#name)),
                or_default(fallback.as_ref()),
            ),
            (None, _) => Read::Fallible(quote!(reply.header(#name))),
            (Some(form), Absence::Default(fallback)) => Read::Optional(
                quote!(reply.header_as::<_, Option<_>>(#name, #form)),
                or_default(fallback.as_ref()),
            ),
            (Some(form), _) => Read::Fallible(quote!(reply.header_as(#name, #form))),
        },
        Bound::Payload(payload) => read_payload(payload),
    }
}

fn read_payload(payload: &Payload) -> Read {
    let kind = &payload.kind;
    match (&payload.absence, kind) {
        (_, PayloadKind::Stream(_)) => Read::Sure(quote!(@ByteStream::default())),
        (absence, PayloadKind::Collection(adapter)) => {
            let adapter = json::adapter(adapter);
            let value = quote!(reply.json_as::<_, #adapter>());
            match absence {
                Absence::Default(it) => Read::Optional(value, or_default(it.as_ref())),
                Absence::Wrong | Absence::Fine => Read::Fallible(value),
            }
        }
        (Absence::Default(Some(fallback)), PayloadKind::Blob(_)) => {
            let value = or_default(Some(fallback));
            Read::Sure(quote!(reply.blob::<Option<_>>()#value))
        }
        (Absence::Default(fallback @ Some(_)), PayloadKind::Text(_)) => {
            Read::Optional(quote!(reply.text::<Option<_>>()), or_default(fallback.as_ref()))
        }
        (_, PayloadKind::Blob(_)) => Read::Sure(quote!(reply.blob())),
        (_, PayloadKind::Text(_)) => Read::Fallible(quote!(reply.text())),
        (Absence::Default(fallback), PayloadKind::Document) => {
            Read::Optional(quote!(reply.document()), or_default(fallback.as_ref()))
        }
        (_, PayloadKind::Document) => Read::Fallible(quote!(reply.document())),
        (Absence::Fine, _) => Read::Fallible(quote!(reply.json())),
        (_, PayloadKind::Structure) => Read::Fallible(quote!(reply.json_object())),
        (_, PayloadKind::Union) => Read::Optional(quote!(reply.json()), or_default(None)),
    }
}
