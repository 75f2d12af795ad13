//! The names of the emitted crate that code and tests for the official crate use.

use iot_jobs_data::config::{Config, Credentials, Region, ReplayEvent, ReplayTransport};
use iot_jobs_data::error::{BuildError, ErrorMetadata, SdkError};
use iot_jobs_data::operation::RequestId;
use iot_jobs_data::operation::describe_job_execution::{
    DescribeJobExecution, DescribeJobExecutionOutput,
};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsInput, GetPendingJobExecutionsOutput,
};
use iot_jobs_data::operation::update_job_execution::builders::{
    UpdateJobExecutionFluentBuilder, UpdateJobExecutionInputBuilder,
    UpdateJobExecutionOutputBuilder,
};
use iot_jobs_data::types::builders::{CommandParameterValueBuilder, JobExecutionBuilder};
use iot_jobs_data::types::error::builders::ResourceNotFoundExceptionBuilder;
use iot_jobs_data::types::error::{ResourceNotFoundException, ThrottlingException};
use iot_jobs_data::types::{CommandParameterValue, JobExecution, JobExecutionStatus};
use iot_jobs_data::{Client, config, meta};

fn client(replies: impl IntoIterator<Item = ReplayEvent>) -> Client {
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::from_keys("id", "secret", None))
        .transport(ReplayTransport::new(replies));
    Client::from_conf(config.build())
}

#[test]
fn builders_are_where_the_official_ones_are() {
    fn fluent(builder: UpdateJobExecutionFluentBuilder) -> UpdateJobExecutionFluentBuilder {
        builder.include_job_document(true)
    }
    let call = fluent(client([]).update_job_execution().thing_name("pump-17"));
    assert_eq!(call.get_thing_name(), &Some("pump-17".to_owned()));
    assert_eq!(call.as_input().get_include_job_document(), &Some(true));
    assert_eq!(call.get_job_id(), &None);
    let error: BuildError = call.as_input().clone().build().expect_err("two are missing");
    assert_eq!(error.member(), Some("jobId"));

    let input = UpdateJobExecutionInputBuilder::default()
        .job_id("a")
        .thing_name("t")
        .status("FAILED".into())
        .set_status_details(None)
        .status_details("k", "v")
        .build();
    let input = input.expect("all that is required");
    assert_eq!((input.job_id(), input.status()), ("a", &JobExecutionStatus::Failed));
    assert_eq!(input.status_details().map(|details| details.len()), Some(1));

    let output = UpdateJobExecutionOutputBuilder::default().job_document("{}").build();
    assert_eq!(output.job_document(), Some("{}"));
    let gone: ResourceNotFoundException =
        ResourceNotFoundExceptionBuilder::default().message("gone").build();
    assert_eq!(gone.message(), Some("gone"));
    let value = CommandParameterValueBuilder::default().s("x").i(1).build();
    assert_eq!((value.s(), value.i(), value.ul()), (Some("x"), Some(1), None));
    let _: Option<DescribeJobExecution> = None;
}

#[test]
fn what_a_service_would_send_can_be_built() {
    let job: JobExecution = JobExecutionBuilder::default()
        .job_id("a")
        .status(JobExecutionStatus::Queued)
        .version_number(3)
        .build();
    let output = DescribeJobExecutionOutput::builder().execution(job).build();
    let job = output.execution().expect("an execution");
    assert_eq!((job.status(), job.version_number()), (Some(&JobExecutionStatus::Queued), 3));
    assert_eq!(JobExecution::builder().build().version_number(), 0);
    assert_eq!(output.request_id(), None);
    let meta = ErrorMetadata::builder().code("Busy").build();
    let error = ThrottlingException::builder().meta(meta).message("later").build();
    assert_eq!((error.meta().code(), error.message()), (Some("Busy"), Some("later")));
}

#[test]
fn builders_show_what_they_hold() {
    let builder = GetPendingJobExecutionsInput::builder();
    let text = format!("{builder:?}");
    assert_eq!(text, "GetPendingJobExecutionsBuilder { thing_name: None }");
    let text = format!("{:?}", CommandParameterValue::builder().s("x"));
    assert!(text.starts_with("CommandParameterValueBuilder(CommandParameterValue { "), "{text}");
    assert!(text.contains("s: Some(\"x\")"), "{text}");
}

#[test]
fn enums_tell_their_values() {
    assert!(JobExecutionStatus::values().contains(&"TIMED_OUT"));
    assert_eq!(JobExecutionStatus::values().len(), 8);
    assert_eq!(JobExecutionStatus::try_parse("QUEUED"), Ok(JobExecutionStatus::Queued));
    let error = JobExecutionStatus::try_parse("LATER").expect_err("no value");
    assert!(error.to_string().contains("LATER"), "{error}");
}

#[tokio::test]
async fn outputs_have_the_id_of_their_request() {
    let named = || {
        let reply = http::Response::builder().header("x-amzn-requestid", "rid-9").body("{}");
        ReplayEvent::response(reply.expect("a reply"))
    };
    let client = client([named(), named(), ReplayEvent::json(200, "{}")]);
    let output = client.get_pending_job_executions().thing_name("t").send().await;
    assert_eq!(output.expect("an output").request_id(), Some("rid-9"));
    let builder = GetPendingJobExecutionsInput::builder().thing_name("t");
    let output: Result<GetPendingJobExecutionsOutput, SdkError<_>> =
        builder.clone().send_with(&client).await;
    assert_eq!(output.expect("an output").request_id(), Some("rid-9"));
    let output = builder.send_with(&client).await.expect("an output");
    assert_eq!(output.request_id(), None);
    let text = serde_json::to_string(&output).expect("JSON");
    assert_eq!(text, "{}");
}

#[test]
fn facts_and_parameters_have_their_paths() {
    assert_eq!(meta::PKG_VERSION, "0.1.0");
    let mut params = config::endpoint::Params::default();
    params.region = Some("eu-west-1".to_owned());
    let endpoint = config::endpoint::resolve(&params).expect("an endpoint");
    assert!(format!("{endpoint:?}").contains("eu-west-1"), "{endpoint:?}");
}
