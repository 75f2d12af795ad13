//! Where the members of inputs, outputs and errors travel.

use super::{Adapter, Fallback, Field, Presence};
use crate::rust::Identifier;

/// How the input becomes a request.
#[derive(Clone, Debug)]
pub(crate) struct HttpRequest {
    /// In upper case, such as `PUT`.
    pub(crate) method: String,
    /// With labels as in the model, such as `/things/{thingName}`, and with constants of the query.
    pub(crate) path: String,
    /// What stands in front of the endpoint's host, with labels in braces; often nothing.
    pub(crate) host_prefix: String,
    /// Names and values of headers that every request has.
    pub(crate) fixed_headers: Vec<(String, String)>,
    /// In the order of the path's labels, then of the members.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Body,
}

/// A field that travels outside the body.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) place: Place,
    pub(crate) field: Identifier,
    /// The form that its type does not tell.
    pub(crate) form: Option<Form>,
}

/// Where a field travels, with the name that it has there.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Label(String),
    /// A label, and what stands in it if the field is absent or empty.
    LabelOr(String, String),
    HostLabel(String),
    Query(String),
    /// Its entries are parameters of the query.
    QueryParams,
    Header(String),
    /// Its entries are headers whose names start so.
    PrefixHeaders(String),
}

/// How a value is written as text, where its type does not tell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    Rfc3339,
    HttpDate,
    EpochSeconds,
    /// Text that a header may not be able to carry.
    Base64,
}

/// Which members are in the body of a request.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Nothing,
    /// All but the labels of the path and these, by their JSON names.
    Members {
        elsewhere: Vec<String>,
    },
    /// One, which is the body.
    Payload(Payload),
}

/// A field that is the body.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    pub(crate) field: Identifier,
    pub(crate) absence: Absence,
    pub(crate) kind: PayloadKind,
}

/// What it means that a member is absent.
#[derive(Clone, Debug)]
pub(crate) enum Absence {
    /// It is an error.
    Wrong,
    /// `None`.
    Fine,
    /// It has this value, or the zero of its type.
    Default(Option<Fallback>),
}

impl Absence {
    pub(crate) fn of(field: &Field) -> Self {
        match field.presence {
            Presence::Required => Self::Wrong,
            Presence::Optional => Self::Fine,
            Presence::Corrected | Presence::Default => Self::Default(field.fallback.clone()),
        }
    }
}

/// What a body consists of.
#[derive(Clone, Debug)]
pub(crate) enum PayloadKind {
    /// A string or enum, with its media type.
    Text(String),
    Blob(String),
    Stream(Stream),
    Structure,
    Union,
    Document,
    /// A list or map.
    Collection(Adapter),
}

/// A body that is not held in memory.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) media_type: String,
    /// Whether the service wants to know its length beforehand.
    pub(crate) requires_length: bool,
}

/// What an output or error has outside a JSON body.
#[derive(Clone, Debug)]
pub(crate) struct HttpResponse {
    pub(crate) members: Vec<Bound>,
    /// The JSON names of `members`, if other members are in the body.
    pub(crate) without: Option<Vec<String>>,
}

/// A field of a response that is read from elsewhere than a JSON body.
#[derive(Clone, Debug)]
pub(crate) enum Bound {
    Header { name: String, field: Identifier, form: Option<Form>, absence: Absence },
    PrefixHeaders { prefix: String, field: Identifier },
    Status(Identifier),
    Payload(Payload),
}

impl HttpRequest {
    /// The field that is the body, with what is streamed.
    pub(crate) fn stream(&self) -> Option<(&Identifier, &Stream)> {
        match &self.body {
            Body::Payload(payload) => payload.stream(),
            _ => None,
        }
    }
}

impl Payload {
    fn stream(&self) -> Option<(&Identifier, &Stream)> {
        match &self.kind {
            PayloadKind::Stream(stream) => Some((&self.field, stream)),
            _ => None,
        }
    }
}

impl HttpResponse {
    /// The field that is the body, if that is streamed.
    pub(crate) fn stream(&self) -> Option<&Identifier> {
        self.members.iter().find_map(|bound| {
            let Bound::Payload(payload) = bound else { return None };
            Some(payload.stream()?.0)
        })
    }

    /// Whether the body is one member with a content of its own.
    pub(crate) fn is_raw(&self) -> bool {
        self.members.iter().any(|bound| {
            let Bound::Payload(payload) = bound else { return false };
            !matches!(payload.kind, PayloadKind::Structure | PayloadKind::Union)
        })
    }
}

impl Bound {
    /// The field.
    pub(crate) fn field(&self) -> &Identifier {
        match self {
            Self::Header { field, .. }
            | Self::PrefixHeaders { field, .. }
            | Self::Status(field) => field,
            Self::Payload(payload) => &payload.field,
        }
    }
}
