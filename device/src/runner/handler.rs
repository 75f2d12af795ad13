use std::pin::Pin;

use super::{Accepts, Context, Job, Outcome};

/// Does the jobs of a device.
///
/// The runner calls it for one job at a time. A panic is reported as FAILED, with its message; with
/// `panic = "abort"` it ends the process, and the job is resumed when the runner runs again.
///
/// The methods may be written as `async fn`.
pub trait Handler: Send + Sync + 'static {
    /// Which documents it accepts: all, unless it says otherwise. Asked once.
    fn accepts(&self) -> Accepts {
        Accepts::everything()
    }

    /// Does a job from the beginning.
    ///
    /// It runs as a Tokio task of its own. If it does not return within the grace period after its
    /// cancellation, it is aborted at its next `.await`.
    fn start(&self, job: &Job, context: &Context) -> impl Future<Output = Outcome> + Send;

    /// Goes on with a job that was begun before: after [`Outcome::later`] or [`Outcome::restart`],
    /// after a shutdown, or after a crash. `step` is the last one that was recorded. What came after
    /// it may have happened or not. `None`: perhaps nothing has happened.
    fn resume(
        &self,
        job: &Job,
        step: Option<&str>,
        context: &Context,
    ) -> impl Future<Output = Outcome> + Send;
}

/// A handler of any type.
#[doc(hidden)]
pub trait ErasedHandler: Send + Sync {
    /// See [`Handler::start`].
    fn start<'a>(&'a self, job: &'a Job, context: &'a Context) -> OutcomeFuture<'a>;

    /// See [`Handler::resume`].
    fn resume<'a>(
        &'a self,
        job: &'a Job,
        step: Option<&'a str>,
        context: &'a Context,
    ) -> OutcomeFuture<'a>;
}

/// The outcome to come.
#[doc(hidden)]
pub type OutcomeFuture<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

impl<H: Handler> ErasedHandler for H {
    fn start<'a>(&'a self, job: &'a Job, context: &'a Context) -> OutcomeFuture<'a> {
        Box::pin(Handler::start(self, job, context))
    }

    fn resume<'a>(
        &'a self,
        job: &'a Job,
        step: Option<&'a str>,
        context: &'a Context,
    ) -> OutcomeFuture<'a> {
        Box::pin(Handler::resume(self, job, step, context))
    }
}
