use super::JobsClient;
use super::receive::id_of;
use crate::jobs::{
    Answer, CallError, CallErrorKind, Execution, ExecutionId, JobsCall, Pending, Update,
};
use crate::mqtt::RequestError;
use crate::mqtt::types::{Describe, ExecutionReply, PendingReply, StartNext, UpdateExecution};

impl JobsClient {
    /// Carries out a call of a job runner, in one attempt.
    ///
    /// # Errors
    /// The call failed, or its answer is about another execution than the one asked for.
    pub async fn call(&self, call: &JobsCall) -> Result<Answer, CallError> {
        match call {
            JobsCall::StartNext { details, step_timeout_in_minutes } => {
                let members = StartNext {
                    status_details: (!details.is_empty()).then(|| details.clone()),
                    step_timeout_in_minutes: step_timeout_in_minutes.map(i64::from),
                };
                Ok(execution(self.start_next(&members).await?))
            }
            JobsCall::DescribeNext => {
                Ok(execution(self.describe_next(&Describe::default()).await?))
            }
            JobsCall::Describe(id) => {
                let members = Describe { execution_number: number(id), ..Describe::default() };
                let reply = self.describe(&id.job_id, &members).await?;
                Ok(execution(about(id, reply)?))
            }
            JobsCall::GetPending => Ok(Answer::Pending(pending(self.get_pending().await?))),
            JobsCall::Update(update) => self.update_as(update).await,
        }
    }

    async fn update_as(&self, update: &Update) -> Result<Answer, CallError> {
        let mut members = UpdateExecution::new(update.status.clone());
        // Also if there are none: those that the service has must go.
        members.status_details = Some(update.details.clone());
        members.expected_version = update.expected_version;
        members.execution_number = number(&update.id);
        members.step_timeout_in_minutes = update.step_timeout_in_minutes.map(i64::from);
        match self.update(&update.id.job_id, &members).await {
            Ok(_) => Ok(Answer::Updated),
            Err(error) => Err(expecting(update.expected_version, error.into())),
        }
    }
}

/// The number to ask for: 0 stands for one that is not known.
fn number(id: &ExecutionId) -> Option<i64> {
    (id.number > 0).then_some(id.number)
}

fn execution(reply: ExecutionReply) -> Answer {
    Answer::Execution(reply.execution.map(Execution::from))
}

fn about(id: &ExecutionId, reply: ExecutionReply) -> Result<ExecutionReply, RequestError> {
    let is_other = |job: &str| job != id.job_id;
    match &reply.execution {
        Some(execution) if is_other(&execution.job_id) => {
            Err(RequestError::Unreadable("it is about another job".to_owned()))
        }
        _ => Ok(reply),
    }
}

fn pending(reply: PendingReply) -> Pending {
    let ids = |jobs: Vec<_>| jobs.into_iter().map(id_of).collect();
    Pending { in_progress: ids(reply.in_progress_jobs), queued: ids(reply.queued_jobs) }
}

/// Adds the version that was expected, which the service does not tell over MQTT.
fn expecting(version: Option<i64>, error: CallError) -> CallError {
    match error.kind() {
        CallErrorKind::VersionMismatch(mismatch) if mismatch.expected.is_none() => {
            let mut mismatch = mismatch.clone();
            mismatch.expected = version;
            CallError::new(CallErrorKind::VersionMismatch(mismatch), error.to_string())
        }
        _ => error,
    }
}
