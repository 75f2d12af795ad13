//! Which members travel outside a JSON body, and how.

use super::Lowering;
use super::names::field_name;
use super::structure::wire_name;
use crate::ir::{
    Absence, Body, Bound, Field, HttpRequest, HttpResponse, Parameter, Payload, PayloadKind,
    Presence, Role, Structure, Type,
};
use crate::smithy::traits::{
    Http, HttpHeader, HttpLabel, HttpPayload, HttpPrefixHeaders, HttpQuery, HttpQueryParams,
    HttpResponseCode, MediaType, TimestampFormat,
};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// How an operation becomes a request.
    pub(super) fn http(&self, operation: &Shape, input: Option<&Shape>) -> HttpRequest {
        let Http { method, uri: path, .. } = self.http_trait(operation);
        let members = input.map_or(&[][..], |input| &input.members);
        let uri_labels = labels(&path).filter_map(|name| {
            let member = members.iter().find(|member| member.name == name)?;
            Some(self.bound_parameter(member, name.to_owned(), "Rfc3339"))
        });
        HttpRequest {
            labels: uri_labels.collect(),
            query: self.parameters(members, "Rfc3339", |member| {
                member.traits.get().map(|HttpQuery(name)| name)
            }),
            query_params: members
                .iter()
                .find(|member| member.traits.has::<HttpQueryParams>())
                .map(|member| field_name(&member.name)),
            headers: self.parameters(members, "HttpDate", header),
            prefix_headers: self.parameters(members, "HttpDate", prefix),
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
        let is_whole = bound.len() == shape.members.len();
        let names = || members.iter().map(|member| wire_name(member)).collect();
        (!bound.is_empty())
            .then(|| HttpResponse { members: bound, without: (!is_whole).then(names) })
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
            ..self.bound_parameter(member, name, "HttpDate")
        };
        if let Some(name) = header(member) {
            return Some(Bound::Header(parameter(name), Absence::of(field)));
        }
        if let Some(name) = prefix(member) {
            let texts = Type::Map(Box::new(Type::String));
            if field.kind != texts {
                self.refuse(
                    shape,
                    member,
                    "prefix headers of a response that are not plain strings",
                );
            }
            return Some(Bound::PrefixHeaders(parameter(name)));
        }
        if traits.has::<HttpResponseCode>() {
            return Some(Bound::Status(field.name.clone()));
        }
        traits.has::<HttpPayload>().then(|| {
            let kind = self.payload(shape, member);
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
            let kind = self.payload(input, member);
            return Body::Payload(Payload { field: field_name(&member.name), absence, kind });
        }
        let bound: Vec<String> =
            members.iter().filter(|member| is_elsewhere(member)).map(wire_name).collect();
        match (members.len(), bound.len()) {
            (all, bound) if all == bound => Body::Nothing,
            (_, 0) => Body::AllMembers,
            _ => Body::Without(bound),
        }
    }

    fn payload(&self, shape: &Shape, member: &Member) -> PayloadKind {
        let media_type = |or: &str| {
            let media_type = self.model.member_trait::<MediaType>(member);
            media_type.map_or_else(|| or.to_owned(), |media_type| media_type.0)
        };
        match self.model.target(member).kind {
            Kind::Structure => PayloadKind::Structure,
            Kind::Union => PayloadKind::Union,
            Kind::Document => PayloadKind::Document,
            Kind::Blob => PayloadKind::Blob(media_type("application/octet-stream")),
            Kind::List | Kind::Map => {
                self.refuse(shape, member, "a list or map as the whole body");
                PayloadKind::Document
            }
            _ => PayloadKind::Text(media_type("text/plain")),
        }
    }

    fn parameters(
        &self,
        members: &[Member],
        date: &'static str,
        name: impl Fn(&Member) -> Option<String>,
    ) -> Vec<Parameter> {
        let bound = members.iter().filter_map(|member| Some((name(member)?, member)));
        bound.map(|(name, member)| self.bound_parameter(member, name, date)).collect()
    }

    fn bound_parameter(&self, member: &Member, name: String, date: &'static str) -> Parameter {
        let is_header = member.traits.has::<HttpHeader>();
        let form = self.form(member, date, is_header);
        Parameter { name, field: field_name(&member.name), form }
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

    fn refuse(&self, shape: &Shape, member: &Member, what: &str) {
        self.report(self.model.member_finding(
            shape,
            member,
            format!("{what} is not supported yet"),
            "leave the operations that need it out of the model",
        ));
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
