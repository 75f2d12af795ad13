//! Many clients on the same things: no execution is lost and none is completed twice.

use std::collections::{BTreeMap, BTreeSet};

use iot_jobs_data::Client;
use iot_jobs_data::error::{ProvideErrorMetadata, SdkError};
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionError;
use iot_jobs_data::types::{JobExecution, JobExecutionStatus};
use tests::ministack::Execution;
use tokio::task::JoinSet;

use crate::fleet::Fleet;

const WORKERS: usize = 8;
const THINGS: usize = 50;
const JOBS: usize = 1000;

/// All workers visit all things. The service returns an execution in progress to every worker, so
/// several get the same one; the expected version decides which of them completes it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_clients_do_a_thousand_jobs_once_each() {
    let things: Vec<String> = (0..THINGS).map(|number| format!("thing-{number}")).collect();
    let names: Vec<&str> = things.iter().map(String::as_str).collect();
    let fleet = Fleet::new(&names);
    let created = fleet.control.create_jobs(JOBS, "job-", &names).expect("jobs");
    assert_eq!(created.iter().collect::<BTreeSet<_>>().len(), JOBS);

    let mut workers = JoinSet::new();
    for number in 0..WORKERS {
        workers.spawn(Worker::new(number, &fleet, &things).work());
    }
    let done: Vec<(Execution, String)> = workers.join_all().await.into_iter().flatten().collect();

    assert_eq!(done.len(), JOBS, "as many completions as jobs");
    let owners: BTreeMap<_, _> = done.into_iter().collect();
    assert!(owners.keys().eq(created.iter().collect::<BTreeSet<_>>()), "each job completed once");
    assert_stored(&fleet, &created, &owners);
}

/// Queued is version 1, started 2, completed 3: a lost or duplicate completion would show.
fn assert_stored(fleet: &Fleet, created: &[Execution], owners: &BTreeMap<Execution, String>) {
    let stored = fleet.control.describe_job_executions(created).expect("executions");
    assert_eq!(stored.len(), created.len());
    for (execution, stored) in created.iter().zip(stored) {
        assert_eq!(stored["status"], "SUCCEEDED", "{execution:?}");
        assert_eq!(stored["version"], 3, "{execution:?}");
        assert_eq!(stored["details"]["worker"].as_str(), owners.get(execution).map(String::as_str));
    }
}

struct Worker {
    name: String,
    client: Client,
    things: Vec<String>,
}

impl Worker {
    /// Two workers start at each of four things, so that they conflict from the start.
    fn new(number: usize, fleet: &Fleet, things: &[String]) -> Self {
        let mut things = things.to_vec();
        things.rotate_left(number / 2 * (THINGS * 2 / WORKERS));
        Self { name: format!("worker-{number}"), client: fleet.another_client(), things }
    }

    /// Visits all things and leaves each when nothing is pending there. Returns what this worker
    /// has completed, with its name.
    async fn work(self) -> Vec<(Execution, String)> {
        let mut done = Vec::new();
        for thing in &self.things {
            while let Some(execution) = self.start_next(thing).await {
                done.extend(self.finish(thing, &execution).await);
            }
        }
        done
    }

    async fn start_next(&self, thing: &str) -> Option<JobExecution> {
        let call = self.client.start_next_pending_job_execution().thing_name(thing);
        call.send().await.expect("an answer").execution().cloned()
    }

    /// The execution, if this worker completed it.
    async fn finish(&self, thing: &str, execution: &JobExecution) -> Option<(Execution, String)> {
        let job = execution.job_id().expect("a job id");
        let call = self.client.update_job_execution().thing_name(thing).job_id(job);
        let call = call.status(JobExecutionStatus::Succeeded).status_details("worker", &self.name);
        match call.expected_version(execution.version_number()).send().await {
            Ok(_) => {
                let done = Execution { thing: thing.to_owned(), job: job.to_owned() };
                Some((done, self.name.clone()))
            }
            Err(error) => {
                assert!(was_overtaken(&error), "{error:?}");
                None
            }
        }
    }
}

/// Another worker was faster: the version is later, or the execution has ended.
fn was_overtaken(error: &SdkError<UpdateJobExecutionError>) -> bool {
    error.as_service_error().is_some_and(|refusal| {
        let stale = refusal.message().is_some_and(|text| text.starts_with("Expected version 2 "));
        refusal.is_invalid_state_transition_exception()
            || refusal.is_invalid_request_exception() && stale
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_eight_clients_that_expect_the_same_version_one_wins() {
    let fleet = Fleet::with_job("pump", "flush");
    let mut claims = JoinSet::new();
    for _ in 0..WORKERS {
        let call = fleet.another_client().start_next_pending_job_execution().thing_name("pump");
        claims.spawn(async move { call.send().await.expect("an answer").execution().cloned() });
    }
    for claim in claims.join_all().await {
        let execution = claim.expect("an execution");
        assert_eq!(execution.job_id(), Some("flush"));
        assert_eq!(execution.version_number(), 2);
    }

    let mut attempts = JoinSet::new();
    for _ in 0..WORKERS {
        let call = fleet.another_client().update_job_execution().thing_name("pump");
        let call = call.job_id("flush").status(JobExecutionStatus::Succeeded).expected_version(2);
        attempts.spawn(async move { call.send().await.map(drop) });
    }
    let (won, lost): (Vec<_>, Vec<_>) =
        attempts.join_all().await.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(was_overtaken(&error), "{error:?}");
    }
    assert_eq!(fleet.stored("flush", "pump")["version"], 3);
}
