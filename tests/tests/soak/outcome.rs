use std::collections::BTreeMap;
use std::fmt;

use iot_jobs_data::Error;
use iot_jobs_data::error::SdkError;
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};

/// The number of calls by result.
#[derive(Default)]
pub(crate) struct Outcomes(BTreeMap<&'static str, usize>);

type Result =
    std::result::Result<GetPendingJobExecutionsOutput, SdkError<GetPendingJobExecutionsError>>;

impl Outcomes {
    /// Counts the result of the call for a thing.
    ///
    /// # Panics
    /// The reply belongs to another call, or no fault can cause the error.
    pub(crate) fn count(&mut self, thing: &str, result: Result) {
        let kind = match result {
            Ok(output) => {
                let jobs: Vec<_> = output.queued_jobs().iter().map(|job| job.job_id()).collect();
                assert_eq!(jobs, [Some(thing)]);
                SUCCESS
            }
            Err(error) => kind(&error),
        };
        *self.0.entry(kind).or_default() += 1;
    }

    pub(crate) fn add(&mut self, more: Self) {
        for (kind, count) in more.0 {
            *self.0.entry(kind).or_default() += count;
        }
    }

    pub(crate) fn total(&self) -> usize {
        self.0.values().sum()
    }

    pub(crate) fn failures(&self) -> usize {
        self.total() - self.0.get(SUCCESS).copied().unwrap_or_default()
    }
}

impl fmt::Display for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<_> = self.0.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        f.write_str(&counts.join(", "))
    }
}

const SUCCESS: &str = "answered";

fn kind(error: &SdkError<GetPendingJobExecutionsError>) -> &'static str {
    use GetPendingJobExecutionsError as Typed;

    let call = error.call();
    assert!((1..=3).contains(&call.attempts) && call.host.is_some(), "{error:?}");
    match error {
        SdkError::TimeoutError(_) => "timed out",
        SdkError::DispatchFailure(_) => "broken off",
        SdkError::ResponseError(_) => "unreadable",
        SdkError::ServiceError(service) => {
            let status = service.raw().status().as_u16();
            match (status, service.err()) {
                (400, Typed::InvalidRequestException(_))
                | (429, Typed::ThrottlingException(_))
                | (503, Typed::ServiceUnavailableException(_)) => "refused, modelled",
                (200 | 400 | 403 | 404 | 429 | 500..=504, Typed::Other(Error::Unhandled(_))) => {
                    "refused, not modelled"
                }
                _ => panic!("{error:?}"),
            }
        }
        _ => panic!("{error:?}"),
    }
}
