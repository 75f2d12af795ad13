use std::convert::Infallible;
use std::fmt;

/// An invalid part of an HTTP request or response. The text names the part and the problem, but not
/// the value.
#[derive(Clone, Debug)]
pub struct HttpError(String);

impl HttpError {
    pub(super) fn header_name(name: &str) -> Self {
        let kept: String = name.chars().take(100).collect();
        Self(format!(
            "the header {kept:?} cannot be sent: its name is empty or contains an invalid character"
        ))
    }

    pub(super) fn header_value(name: &str) -> Self {
        Self(format!(
            "the header {name:?} cannot be sent: its value contains a character that is not \
             allowed in a header, such as a line break"
        ))
    }

    pub(super) fn method(method: &str) -> Self {
        Self(format!("{method:?} is not an HTTP method"))
    }

    pub(super) fn uri(problem: impl fmt::Display) -> Self {
        Self(format!("the URI of a request cannot be used: {problem}"))
    }

    pub(super) fn body() -> Self {
        let problem = "the body that an interceptor leaves is not in memory: it was taken, or \
                       replaced by a stream; set one that is made of bytes";
        Self(problem.to_owned())
    }

    #[cfg(feature = "aws")]
    pub(super) fn foreign(problem: impl fmt::Display) -> Self {
        Self(format!("the request or response cannot be converted: {problem}"))
    }
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for HttpError {}

impl From<Infallible> for HttpError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
