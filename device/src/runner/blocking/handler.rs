use super::Context;
use crate::runner::{Accepts, Job, Outcome};

/// Does the jobs of a device.
///
/// The runner calls it for one job at a time, on a thread of its own. A panic is reported as FAILED,
/// with its message; with `panic = "abort"` it ends the process, and the job is resumed when the runner
/// runs again.
pub trait Handler: Send + Sync + 'static {
    /// Which documents it accepts: all, unless it says otherwise. Asked once.
    fn accepts(&self) -> Accepts {
        Accepts::everything()
    }

    /// Does a job from the beginning.
    fn start(&self, job: &Job, context: &Context) -> Outcome;

    /// Goes on with a job that was begun before: after [`Outcome::later`] or [`Outcome::restart`],
    /// after a shutdown, or after a crash. `step` is the last one that was recorded. What came after
    /// it may have happened or not. `None`: perhaps nothing has happened.
    fn resume(&self, job: &Job, step: Option<&str>, context: &Context) -> Outcome;
}
