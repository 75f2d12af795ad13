use std::future::Future;
use std::pin::Pin;

use iot_jobs_device::runner::{Accepts, Context, Handler, Job, Outcome};

use crate::support::Notes;

/// What a handler does: with the last step if it is resumed, `None` if it starts.
pub(crate) type Work = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// A handler made of a function of the job, the step (`None`: from the beginning) and the context.
pub(crate) struct Scripted<F> {
    pub(crate) work: F,
    pub(crate) accepts: Accepts,
}

pub(crate) fn scripted<F>(work: F) -> Scripted<F>
where
    F: Fn(Job, Option<Option<String>>, Context) -> Work + Send + Sync + 'static,
{
    Scripted { work, accepts: Accepts::everything() }
}

/// A handler that returns this for every job.
pub(crate) fn returning(outcome: Outcome) -> impl Handler {
    scripted(move |_, _, _| {
        let outcome = outcome.clone();
        Box::pin(async move { outcome })
    })
}

/// A handler that works until it is cancelled, and notes why.
pub(crate) fn until_cancelled(notes: &Notes) -> impl Handler + use<> {
    let notes = notes.clone();
    scripted(move |_, _, context| {
        let notes = notes.clone();
        Box::pin(async move {
            notes.add(context.cancellation().cancelled().await.to_string());
            Outcome::interrupted()
        })
    })
}

impl<F> Handler for Scripted<F>
where
    F: Fn(Job, Option<Option<String>>, Context) -> Work + Send + Sync + 'static,
{
    fn accepts(&self) -> Accepts {
        self.accepts.clone()
    }

    async fn start(&self, job: &Job, context: &Context) -> Outcome {
        (self.work)(job.clone(), None, context.clone()).await
    }

    async fn resume(&self, job: &Job, step: Option<&str>, context: &Context) -> Outcome {
        (self.work)(job.clone(), Some(step.map(str::to_owned)), context.clone()).await
    }
}
