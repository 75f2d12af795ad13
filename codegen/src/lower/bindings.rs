//! Which members travel outside a JSON body, and how.

use super::Lowering;
use super::streams::is_byte_stream;
use super::structure::wire_name;
use crate::ir::{
    Absence, Body, Bound, Field, HttpRequest, HttpResponse, Parameter, Payload, PayloadKind,
    Presence, Role, Stream, Structure, Type,
};
use crate::smithy::traits::{
    Endpoint, Http, HttpHeader, HttpLabel, HttpPayload, HttpPrefixHeaders, HttpQuery,
    HttpQueryParams, HttpResponseCode, MediaType, RequestHeaders, RequiresLength, TimestampFormat,
};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// How an operation becomes a request.
    pub(super) fn http(&self, operation: &Shape, input: Option<&Shape>) -> HttpRequest {
        let Http { method, uri: path, .. } = self.http_trait(operation);
        let members = input.map_or(&[][..], |input| &input.members);
        let label = |name: &str| {
            let member = members.iter().find(|member| member.name == name)?;
            Some(self.bound_parameter(input?, member, name.to_owned(), "Rfc3339"))
        };
        let endpoint = operation.traits.get::<Endpoint>();
        let host_prefix = endpoint.map_or_else(String::new, |endpoint| endpoint.host_prefix);
        HttpRequest {
            labels: labels(&path).filter_map(label).collect(),
            host_labels: labels(&host_prefix).filter_map(label).collect(),
            host_prefix,
            query: self.parameters(input, "Rfc3339", |member| {
                member.traits.get().map(|HttpQuery(name)| name)
            }),
            query_params: input.and_then(|input| {
                let mut members = input.members.iter();
                let member = members.find(|member| member.traits.has::<HttpQueryParams>())?;
                Some(self.names.field(input, &member.name))
            }),
            fixed_headers: self.fixed_headers(),
            headers: self.parameters(input, "HttpDate", header),
            prefix_headers: self.parameters(input, "HttpDate", prefix),
            body: self.body(input),
            method,
            path,
        }
    }

    /// What an output or error has outside a JSON body; `None` if nothing. `structure` is what has
    /// become of the shape.
    pub(super) fn response(&self, shape: &Shape, structure: &Structure) -> Option<HttpResponse> {
        let bound = shape.members.iter().filter_map(|member| {
            let field = structure.fields.iter().find(|field| field.member == member.name)?;
            Some((member, self.bound(shape, member, field)?))
        });
        let (members, bound): (Vec<&Member>, Vec<Bound>) = bound.unzip();
        // Errors may have a message that is no member.
        let is_whole = bound.len() == structure.fields.len();
        let names = || members.iter().map(|member| wire_name(member)).collect();
        (!bound.is_empty())
            .then(|| HttpResponse { members: bound, without: (!is_whole).then(names) })
    }

    /// What stands in the label of a member if a caller leaves it out or empty.
    pub(super) fn label_default(&self, member: &Member) -> Option<&String> {
        let default = self.label_defaults.get(&member.name)?;
        member.traits.has::<HttpLabel>().then_some(default)
    }

    fn fixed_headers(&self) -> Vec<(String, String)> {
        let headers = self.service.traits.get::<RequestHeaders>().unwrap_or_default().0;
        headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect()
    }

    fn http_trait(&self, operation: &Shape) -> Http {
        operation.traits.get::<Http>().unwrap_or_else(|| {
            self.report(self.model.finding(
                operation,
                "the operation has no `smithy.api#http` trait, so that nobody knows its URI",
                "add the trait, or leave the operation out",
            ));
            Http { method: String::new(), uri: String::new(), code: 200 }
        })
    }

    fn bound(&self, shape: &Shape, member: &Member, field: &Field) -> Option<Bound> {
        let traits = &member.traits;
        let parameter = |name| Parameter {
            field: field.name.clone(),
            ..self.bound_parameter(shape, member, name, "HttpDate")
        };
        if let Some(name) = header(member) {
            return Some(Bound::Header(parameter(name), Absence::of(field)));
        }
        if let Some(name) = prefix(member) {
            let texts = Type::Map(Box::new(Type::String));
            if field.kind != texts {
                self.report(self.model.member_finding(
                    shape,
                    member,
                    "prefix headers of a response that are not plain strings are not supported yet",
                    "make the values of the map strings, or leave the operation out of the model",
                ));
            }
            return Some(Bound::PrefixHeaders(parameter(name)));
        }
        if traits.has::<HttpResponseCode>() {
            return Some(Bound::Status(field.name.clone()));
        }
        traits.has::<HttpPayload>().then(|| {
            let kind = self.payload(member);
            Bound::Payload(Payload { field: field.name.clone(), absence: Absence::of(field), kind })
        })
    }

    fn body(&self, input: Option<&Shape>) -> Body {
        let Some(input) = input else { return Body::Nothing };
        let members = &input.members;
        if let Some(member) = members.iter().find(|member| member.traits.has::<HttpPayload>()) {
            let absence = match self.presence(member, Role::INPUT) {
                Presence::Optional => Absence::Fine,
                _ => Absence::Wrong,
            };
            let kind = self.payload(member);
            let field = self.names.field(input, &member.name);
            return Body::Payload(Payload { field, absence, kind });
        }
        let bound: Vec<String> =
            members.iter().filter(|member| is_elsewhere(member)).map(wire_name).collect();
        match (members.len(), bound.len()) {
            (all, bound) if all == bound => Body::Nothing,
            (_, 0) => Body::AllMembers,
            _ => Body::Without(bound),
        }
    }

    fn payload(&self, member: &Member) -> PayloadKind {
        let media_type = |or: &str| {
            let media_type = self.model.member_trait::<MediaType>(member);
            media_type.map_or_else(|| or.to_owned(), |media_type| media_type.0)
        };
        let target = self.model.target(member);
        match target.kind {
            Kind::Structure => PayloadKind::Structure,
            Kind::Union => PayloadKind::Union,
            Kind::Document => PayloadKind::Document,
            Kind::Blob if is_byte_stream(target) => PayloadKind::Stream(Stream {
                media_type: media_type("application/octet-stream"),
                requires_length: target.traits.has::<RequiresLength>(),
            }),
            Kind::Blob => PayloadKind::Blob(media_type("application/octet-stream")),
            Kind::List | Kind::Map => PayloadKind::Collection(self.adapter(member)),
            _ => PayloadKind::Text(media_type("text/plain")),
        }
    }

    fn parameters(
        &self,
        input: Option<&Shape>,
        date: &'static str,
        name: impl Fn(&Member) -> Option<String>,
    ) -> Vec<Parameter> {
        let members =
            input.iter().flat_map(|input| input.members.iter().map(move |it| (input, it)));
        let bound = members.filter_map(|(input, member)| Some((input, member, name(member)?)));
        bound.map(|(input, member, name)| self.bound_parameter(input, member, name, date)).collect()
    }

    fn bound_parameter(
        &self,
        owner: &Shape,
        member: &Member,
        name: String,
        date: &'static str,
    ) -> Parameter {
        let is_header = member.traits.has::<HttpHeader>();
        let form = self.form(member, date, is_header);
        let default = self.label_default(member).cloned();
        Parameter { name, field: self.names.field(owner, &member.name), form, default }
    }

    /// The form of timestamps, and of text that a header may not be able to carry.
    fn form(&self, member: &Member, date: &'static str, is_header: bool) -> Option<&'static str> {
        let target = self.model.target(member);
        match target.kind {
            Kind::List => self.form(target.members.first()?, date, is_header),
            Kind::Timestamp => {
                let format = self.model.member_trait::<TimestampFormat>(member);
                Some(format.map_or(date, |format| match format {
                    TimestampFormat::DateTime => "Rfc3339",
                    TimestampFormat::EpochSeconds => "EpochSeconds",
                    TimestampFormat::HttpDate => "HttpDate",
                }))
            }
            Kind::String if is_header => {
                self.model.member_trait::<MediaType>(member).map(|_| "Base64")
            }
            _ => None,
        }
    }
}

/// The names in the braces of a path, in their order.
fn labels(path: &str) -> impl Iterator<Item = &str> {
    let pieces = path.split('{').skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('}')?.0.trim_end_matches('+')))
}

fn header(member: &Member) -> Option<String> {
    member.traits.get().map(|HttpHeader(name)| name.to_ascii_lowercase())
}

fn prefix(member: &Member) -> Option<String> {
    member.traits.get().map(|HttpPrefixHeaders(prefix)| prefix.to_ascii_lowercase())
}

/// Whether a member of an input travels outside the body.
fn is_elsewhere(member: &Member) -> bool {
    let traits = &member.traits;
    traits.has::<HttpLabel>()
        || traits.has::<HttpQuery>()
        || traits.has::<HttpQueryParams>()
        || traits.has::<HttpHeader>()
        || traits.has::<HttpPrefixHeaders>()
}
