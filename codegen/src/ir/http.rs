//! Where the members of inputs, outputs and errors travel.

use super::{Adapter, Fallback, Field, Presence};

/// How the input becomes a request.
#[derive(Clone, Debug)]
pub(crate) struct HttpRequest {
    /// In upper case, such as `PUT`.
    pub(crate) method: String,
    /// With labels as in the model, such as `/things/{thingName}`, and with constants of the query.
    pub(crate) path: String,
    pub(crate) labels: Vec<Parameter>,
    /// What stands in front of the endpoint's host, with labels in braces; often nothing.
    pub(crate) host_prefix: String,
    pub(crate) host_labels: Vec<Parameter>,
    /// Names and values of headers that every request has.
    pub(crate) fixed_headers: Vec<(String, String)>,
    pub(crate) query: Vec<Parameter>,
    /// The field whose entries are parameters of the query.
    pub(crate) query_params: Option<String>,
    pub(crate) headers: Vec<Parameter>,
    /// Fields whose entries are headers.
    pub(crate) prefix_headers: Vec<Parameter>,
    pub(crate) body: Body,
}

/// A field that travels in the path, in the query or in a header.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// Of the label, of the parameter or of the header; or how names of headers start.
    pub(crate) name: String,
    pub(crate) field: String,
    /// The form that its type does not tell.
    pub(crate) form: Option<&'static str>,
    /// What stands for a label that is absent or empty.
    pub(crate) default: Option<String>,
}

/// Which members are in the body of a request.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Nothing,
    AllMembers,
    /// All but these, by their JSON names.
    Without(Vec<String>),
    /// One, which is the body.
    Payload(Payload),
}

/// A field that is the body.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    pub(crate) field: String,
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
    Header(Parameter, Absence),
    PrefixHeaders(Parameter),
    Status(String),
    Payload(Payload),
}

impl HttpRequest {
    /// The field that is the body, with what is streamed.
    pub(crate) fn stream(&self) -> Option<(&str, &Stream)> {
        match &self.body {
            Body::Payload(payload) => payload.stream(),
            _ => None,
        }
    }
}

impl Payload {
    fn stream(&self) -> Option<(&str, &Stream)> {
        match &self.kind {
            PayloadKind::Stream(stream) => Some((&self.field, stream)),
            _ => None,
        }
    }
}

impl HttpResponse {
    /// The field that is the body, if that is streamed.
    pub(crate) fn stream(&self) -> Option<&str> {
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
    pub(crate) fn field(&self) -> &str {
        match self {
            Self::Header(parameter, _) | Self::PrefixHeaders(parameter) => &parameter.field,
            Self::Status(field) => field,
            Self::Payload(payload) => &payload.field,
        }
    }
}
