/// Why a runner returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exit {
    /// It was asked to stop. A job in progress is resumed when it runs again.
    Shutdown,
    /// The handler returned [`Outcome::restart`](crate::runner::Outcome::restart): restart the
    /// application or the device, and run again.
    Restart,
    /// It was asked to stop, and the handler has not returned within the grace period. A handler on a
    /// thread goes on until the process ends; until then, its journal stays locked.
    HandlerStuck,
}
