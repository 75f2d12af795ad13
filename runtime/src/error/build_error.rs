use std::fmt;
use std::time::Duration;

use super::BoxError;

/// A call that cannot be sent as given. Nothing was sent over the network.
#[derive(Debug)]
pub struct BuildError {
    member: Option<String>,
    problem: String,
    /// The invalid value.
    value: Option<String>,
    source: Option<BoxError>,
}

impl BuildError {
    /// A required member of a shape was not set.
    pub fn missing(shape: &'static str, member: &'static str) -> Self {
        Self::of(member, format!("is required by {shape}, but was not set"))
    }

    /// A value breaks a constraint of the model.
    pub fn constraint(
        member: &str,
        constraint: impl fmt::Display,
        value: impl fmt::Display,
    ) -> Self {
        let error = Self::of(member, format!("must {constraint}"));
        Self { value: Some(value.to_string()), ..error }
    }

    /// A sensitive value breaks a constraint of the model.
    pub(crate) fn redacted(member: &str, constraint: impl fmt::Display) -> Self {
        Self::of(member, format!("must {constraint}"))
    }

    pub(crate) fn without_value(self) -> Self {
        Self { value: None, ..self }
    }

    /// The invalid member, as a path of names in the model: `parameters[x].UL`.
    pub fn member(&self) -> Option<&str> {
        self.member.as_deref()
    }

    pub(crate) fn label(member: &str, problem: &str) -> Self {
        Self::of(member, problem)
    }

    /// A mistake in the implementation of an operation, rather than in a value.
    pub(crate) fn misplaced_label(member: &str, rest: &str) -> Self {
        Self::of(member, format!("is not the next label in the rest of path or host: {rest:?}"))
    }

    /// As [`misplaced_label`](Self::misplaced_label).
    pub(crate) fn unfilled_label(name: &str) -> Self {
        Self::of(name, "is a label of the path or the host that was not filled in")
    }

    pub(crate) fn method(method: &str) -> Self {
        Self {
            member: None,
            problem: format!("{method:?} is not an HTTP method"),
            value: None,
            source: None,
        }
    }

    pub(crate) fn header(name: &str) -> Self {
        Self::of(name, "contains a character that is not allowed in a header, such as a line break")
    }

    pub(crate) fn form(problem: String) -> Self {
        let problem = format!("a value cannot be formatted: {problem}");
        Self { member: None, problem, value: None, source: None }
    }

    pub(crate) fn custom_header(problem: &dyn fmt::Display) -> Self {
        let problem = format!("a header of this call cannot be sent: {problem}");
        Self { member: None, problem, value: None, source: None }
    }

    /// A header that the client sets itself, and why.
    pub(crate) fn reserved_header(name: &str, reason: &str) -> Self {
        let problem = format!("the header {name:?} of this call cannot be set: {reason}");
        Self { member: None, problem, value: None, source: None }
    }

    pub(crate) fn unknown_length() -> Self {
        let problem = "the service requires the length of the body in advance, and the stream does \
                       not know it: make it from bytes, from a file's path, or from an \
                       `http_body::Body` whose `size_hint` is exact";
        Self { member: None, value: None, problem: problem.to_owned(), source: None }
    }

    pub(crate) fn stream_to_hand_over() -> Self {
        let problem = "a signed request cannot contain a stream: leave the body empty, and send \
                       it with the request";
        Self { member: None, value: None, problem: problem.to_owned(), source: None }
    }

    pub(crate) fn presigned_for(time: Duration) -> Self {
        let problem = format!("a presigned URL is valid for 1 second to 7 days, not for {time:?}");
        Self { member: None, problem, value: None, source: None }
    }

    /// An implementation of `Operations` that does not implement this operation.
    #[doc(hidden)]
    pub fn unanswered(operation: &str) -> Self {
        let problem = format!("this implementation of `Operations` has no `{operation}`");
        Self { member: None, problem, value: None, source: None }
    }

    pub(crate) fn body(source: serde_json::Error) -> Self {
        Self {
            member: None,
            problem: "the body cannot be written".into(),
            value: None,
            source: Some(source.into()),
        }
    }

    pub(crate) fn compression(source: impl Into<BoxError>) -> Self {
        let problem = "the body cannot be compressed".to_owned();
        Self { member: None, value: None, problem, source: Some(source.into()) }
    }

    pub(crate) fn uri(source: http::uri::InvalidUri) -> Self {
        let problem = "path and query cannot be part of a URI".to_owned();
        Self { member: None, problem, value: None, source: Some(source.into()) }
    }

    fn of(member: &str, problem: impl Into<String>) -> Self {
        Self { member: Some(member.to_owned()), problem: problem.into(), value: None, source: None }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member {
            Some(member) => write!(f, "`{member}` {}", self.problem)?,
            None => f.write_str(&self.problem)?,
        }
        match &self.value {
            Some(value) => write!(f, ", but is {value}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
