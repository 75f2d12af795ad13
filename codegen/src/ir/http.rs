//! The HTTP bindings of inputs, outputs and errors.

use super::{Adapter, Fallback, Field, Presence};
use crate::rust::Identifier;

/// How an input becomes a request.
#[derive(Clone, Debug)]
pub(crate) struct HttpRequest {
    /// In upper case, such as `PUT`.
    pub(crate) method: String,
    /// With labels as in the model, such as `/things/{thingName}`, and with constant query
    /// parameters.
    pub(crate) path: String,
    /// The prefix of the endpoint's host, with labels in braces; often empty.
    pub(crate) host_prefix: String,
    /// Names and values of headers of every request.
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
    /// The format, if the type does not determine it.
    pub(crate) form: Option<Form>,
}

/// Where a field travels, with its name there.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Label(String),
    /// A label, with a value to use if the field is absent or empty.
    LabelOr(String, String),
    HostLabel(String),
    Query(String),
    /// Its entries are query parameters.
    QueryParams,
    Header(String),
    /// Its entries are headers with this prefix.
    PrefixHeaders(String),
}

/// The text format of a value, if its type does not determine it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    Rfc3339,
    HttpDate,
    EpochSeconds,
    /// Text that may contain characters that a header cannot carry.
    Base64,
}

/// The contents of a request body.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Nothing,
    /// All members except the labels of the path and these, by their JSON names.
    Members {
        elsewhere: Vec<String>,
    },
    /// One member, which is the body.
    Payload(Payload),
}

/// A field that is the body.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    pub(crate) field: Identifier,
    pub(crate) absence: Absence,
    pub(crate) kind: PayloadKind,
}

/// What to do if a member is absent.
#[derive(Clone, Debug)]
pub(crate) enum Absence {
    /// Fail.
    Wrong,
    /// Set it to `None`.
    Fine,
    /// Use this value, or the zero of its type.
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

/// The content of a body.
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
    /// Whether the service requires its length in advance.
    pub(crate) requires_length: bool,
}

/// The members of an output or error outside a JSON body.
#[derive(Clone, Debug)]
pub(crate) struct HttpResponse {
    pub(crate) members: Vec<Bound>,
    /// The JSON names of `members`, if the body contains other members.
    pub(crate) without: Option<Vec<String>>,
}

/// A field of a response that is not read from a JSON body.
#[derive(Clone, Debug)]
pub(crate) enum Bound {
    Header { name: String, field: Identifier, form: Option<Form>, absence: Absence },
    PrefixHeaders { prefix: String, field: Identifier },
    Status(Identifier),
    Payload(Payload),
}

impl HttpRequest {
    /// The field that is the body, if it is streamed.
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

    /// Whether the body is the raw content of one member.
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
