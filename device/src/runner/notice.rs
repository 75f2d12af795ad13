use crate::jobs::ExecutionId;

/// What a runner is told unasked, by its source or by the application.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Notice {
    /// The connection was made. Notices may have been lost before.
    Connected,
    /// The connection was interrupted.
    Disconnected,
    /// There will be no notices any more: the runner polls.
    Ended,
    /// Another execution is the next one.
    NextChanged,
    /// The pending executions have changed.
    QueueChanged {
        /// All of them. `None`: it is not known which.
        pending: Option<Vec<ExecutionId>>,
    },
}
