//! Which members travel outside a JSON body, and how.

use super::Lowering;
use super::streams::is_byte_stream;
use super::structure::wire_name;
use crate::ir::{
    Absence, Body, Bound, Field, Form, HttpRequest, HttpResponse, Parameter, Payload, PayloadKind,
    Place, Presence, Role, Stream, Structure, Type,
};
use crate::smithy::traits::{
    Endpoint, HostLabel, Http, HttpHeader, HttpLabel, HttpPayload, HttpPrefixHeaders, HttpQuery,
    HttpQueryParams, HttpResponseCode, MediaType, RequestHeaders, RequiresLength, TimestampFormat,
};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// How an operation becomes a request.
    pub(super) fn http(&self, operation: &Shape, input: Option<&Shape>) -> HttpRequest {
        let Http { method, uri: path, .. } = self.http_trait(operation);
        let members = input.map_or(&[][..], |input| &input.members);
        let endpoint = operation.traits.get::<Endpoint>();
        let host_prefix = endpoint.map_or_else(String::new, |endpoint| endpoint.host_prefix);
        let mut parameters = Vec::new();
        if let Some(input) = input {
            let named = |name: &str| members.iter().find(|member| member.name == name);
            for member in labels(&path).filter_map(named) {
                let name = member.name.clone();
                let place = match self.label_default(member) {
                    Some(default) => Place::LabelOr(name, default.clone()),
                    None => Place::Label(name),
                };
                parameters.push(self.placed(input, member, place));
            }
            for member in labels(&host_prefix).filter_map(named) {
                let place = Place::HostLabel(member.name.clone());
                parameters.push(self.placed(input, member, place));
            }
            for place in [query_place, query_params_place, header_place, prefix_place] {
                let placed = members.iter().filter_map(|member| Some((member, place(member)?)));
                parameters.extend(placed.map(|(member, place)| self.placed(input, member, place)));
            }
        }
        HttpRequest {
            fixed_headers: self.fixed_headers(),
            body: self.body(input),
            host_prefix,
            parameters,
            method,
            path,
        }
    }

    /// The members of an output or error outside a JSON body; `None` if there are none. `structure`
    /// is the lowered shape.
    pub(super) fn response(&self, shape: &Shape, structure: &Structure) -> Option<HttpResponse> {
        let bound = shape.members.iter().filter_map(|member| {
            let field = structure.fields.iter().find(|field| field.member == member.name)?;
            Some((member, self.bound(shape, member, field)?))
        });
        let (members, bound): (Vec<&Member>, Vec<Bound>) = bound.unzip();
        // Errors may have a message that is not a member.
        let is_whole = bound.len() == structure.fields.len();
        let names = || members.iter().map(|member| wire_name(member)).collect();
        (!bound.is_empty())
            .then(|| HttpResponse { members: bound, without: (!is_whole).then(names) })
    }

    /// The value of a member's label if a caller leaves it absent or empty. A member that is also part
    /// of the host has none, because `-` is not valid there.
    pub(super) fn label_default(&self, member: &Member) -> Option<&String> {
        let default = self.label_defaults.get(&member.name)?;
        let is_in_path_only = member.traits.has::<HttpLabel>() && !member.traits.has::<HostLabel>();
        is_in_path_only.then_some(default)
    }

    fn fixed_headers(&self) -> Vec<(String, String)> {
        let headers = self.service.traits.get::<RequestHeaders>().unwrap_or_default().0;
        headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect()
    }

    fn http_trait(&self, operation: &Shape) -> Http {
        operation.traits.get::<Http>().unwrap_or_else(|| {
            self.report(self.model.finding(
                operation,
                "the operation has no `smithy.api#http` trait, which sets its URI",
                "add the trait, or leave the operation out",
            ));
            Http { method: String::new(), uri: String::new(), code: 200 }
        })
    }

    fn bound(&self, shape: &Shape, member: &Member, field: &Field) -> Option<Bound> {
        let traits = &member.traits;
        if let Some(name) = header(member) {
            return Some(Bound::Header {
                name,
                field: field.name.clone(),
                form: self.form(member, Form::HttpDate, true),
                absence: Absence::of(field),
            });
        }
        if let Some(prefix) = prefix(member) {
            let texts = Type::Map(Box::new(Type::String));
            if field.kind != texts {
                self.report(self.model.member_finding(
                    shape,
                    member,
                    "prefix headers of a response that are not plain strings are not supported yet",
                    "make the values of the map strings, or leave the operation out of the model",
                ));
            }
            return Some(Bound::PrefixHeaders { prefix, field: field.name.clone() });
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
        if members.iter().all(is_elsewhere) {
            return Body::Nothing;
        }
        // Labels are in the path.
        let is_seen =
            |member: &&Member| member.traits.has::<HttpLabel>() && wire_name(member) == member.name;
        let elsewhere = members.iter().filter(|member| is_elsewhere(member));
        Body::Members { elsewhere: elsewhere.filter(|it| !is_seen(it)).map(wire_name).collect() }
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

    fn placed(&self, owner: &Shape, member: &Member, place: Place) -> Parameter {
        let is_header = matches!(place, Place::Header(_));
        let date = match place {
            Place::Header(_) | Place::PrefixHeaders(_) => Form::HttpDate,
            _ => Form::Rfc3339,
        };
        let form = self.form(member, date, is_header);
        Parameter { place, field: self.names.field(owner, &member.name), form }
    }

    /// The format of timestamps, and of text that a header may not be able to carry.
    fn form(&self, member: &Member, date: Form, is_header: bool) -> Option<Form> {
        let target = self.model.target(member);
        match target.kind {
            Kind::List => self.form(target.members.first()?, date, is_header),
            Kind::Timestamp => {
                let format = self.model.member_trait::<TimestampFormat>(member);
                Some(format.map_or(date, |format| match format {
                    TimestampFormat::DateTime => Form::Rfc3339,
                    TimestampFormat::EpochSeconds => Form::EpochSeconds,
                    TimestampFormat::HttpDate => Form::HttpDate,
                }))
            }
            Kind::String if is_header => {
                self.model.member_trait::<MediaType>(member).map(|_| Form::Base64)
            }
            _ => None,
        }
    }
}

/// The names in the braces of a path, in order.
fn labels(path: &str) -> impl Iterator<Item = &str> {
    let pieces = path.split('{').skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('}')?.0.trim_end_matches('+')))
}

fn query_place(member: &Member) -> Option<Place> {
    member.traits.get().map(|HttpQuery(name)| Place::Query(name))
}

fn query_params_place(member: &Member) -> Option<Place> {
    member.traits.has::<HttpQueryParams>().then_some(Place::QueryParams)
}

fn header_place(member: &Member) -> Option<Place> {
    header(member).map(Place::Header)
}

fn prefix_place(member: &Member) -> Option<Place> {
    prefix(member).map(Place::PrefixHeaders)
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
