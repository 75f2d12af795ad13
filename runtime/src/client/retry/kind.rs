/// Why another attempt may help.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RetryKind {
    /// A transient failure.
    Transient,
    /// The service throttled the request.
    Throttling,
}
