/// Why another attempt may help.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RetryKind {
    /// Something broke that may work the next time.
    Transient,
    /// The service has been asked too often.
    Throttling,
}
