use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::result::ConnectorError;
use iot_jobs_data::Client;
use iot_jobs_data::config::retry::{
    ClassifyRetry, RetryAction, RetryClassifierPriority, RetryPartition, TokenBucket,
};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;

use crate::canned::{Canned, Insomniac, call, call_with};

type Rule = fn(&InterceptorContext) -> RetryAction;

/// Returns the result of a function.
#[derive(Debug)]
struct Says(Rule, RetryClassifierPriority);

impl ClassifyRetry for Says {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        (self.0)(context)
    }

    fn name(&self) -> &'static str {
        "Says"
    }

    fn priority(&self) -> RetryClassifierPriority {
        self.1
    }
}

fn says(rule: Rule) -> Says {
    Says(rule, RetryClassifierPriority::default())
}

const MISSING: &[(&str, &str)] = &[("x-amzn-errortype", "ResourceNotFoundException")];

/// Retries until a resource exists.
fn patient(context: &InterceptorContext) -> RetryAction {
    let Some(Err(error)) = context.output_or_error() else { return RetryAction::default() };
    let error = error.as_operation_error().and_then(|error| error.downcast_ref());
    let status = context.response().map(|response| response.status().as_u16());
    match error {
        Some(GetPendingJobExecutionsError::ResourceNotFoundException(_)) => {
            assert_eq!(status, Some(404));
            RetryAction::transient_error()
        }
        _ => RetryAction::NoActionIndicated,
    }
}

#[tokio::test]
async fn a_classifier_sees_the_error_of_the_operation_and_may_have_it_tried_again() {
    let canned = || Canned::default().reply(404, MISSING, "{}").reply(200, &[], "{}");
    call_with(canned().config()).await.expect_err("not tried again");
    let first = canned();
    call_with(first.config().retry_classifier(says(patient))).await.expect("an answer");
    assert_eq!(first.asked().len(), 2);
    // The client's own rules decide about other errors.
    let busy = Canned::default().reply(503, &[], "{}").reply(400, &[], "{}");
    call_with(busy.config().retry_classifier(says(patient))).await.expect_err("a bad request");
    assert_eq!(busy.asked().len(), 2);
}

#[tokio::test]
async fn a_classifier_may_forbid_what_would_be_tried_again() {
    let forbids: Rule = |_| RetryAction::RetryForbidden;
    let attempts = async |priority| {
        let canned = Canned::default().reply(503, &[], "{}").reply(200, &[], "{}");
        let _ = call_with(canned.config().retry_classifier(Says(forbids, priority))).await;
        canned.asked().len()
    };
    assert_eq!(attempts(RetryClassifierPriority::default()).await, 1);
    assert_eq!(attempts(RetryClassifierPriority::transient_error_classifier()).await, 1);
    // The client's own rules override a classifier that runs before them.
    let first = RetryClassifierPriority::http_status_code_classifier();
    assert_eq!(attempts(RetryClassifierPriority::run_before(first)).await, 2);
}

#[tokio::test]
async fn a_classifier_sees_the_kind_of_error_that_a_connection_had() {
    let forbids: Rule = |context| match context.output_or_error() {
        Some(Err(error)) if error.as_connector_error().is_some_and(ConnectorError::is_io) => {
            RetryAction::RetryForbidden
        }
        _ => RetryAction::NoActionIndicated,
    };
    for (error, expected) in
        [(ConnectorError::io("cut".into()), 1), (ConnectorError::timeout("late".into()), 2)]
    {
        let canned = Canned::default().error(error).reply(200, &[], "{}");
        let _ = call_with(canned.config().retry_classifier(says(forbids))).await;
        assert_eq!(canned.asked().len(), expected);
    }
}

#[tokio::test]
async fn a_pause_that_a_classifier_asks_for_is_kept_up_to_the_longest_back_off() {
    let asks: Rule = |context| {
        let status = context.response().map(|response| response.status().as_u16());
        let seconds = if status == Some(404) { 3 } else { 3600 };
        let pause = Duration::from_secs(seconds);
        let kind = aws_smithy_types::retry::ErrorKind::ThrottlingError;
        RetryAction::retryable_error_with_explicit_delay(kind, pause)
    };
    let canned = Canned::default().reply(404, &[], "{}").reply(400, &[], "{}");
    let canned = canned.reply(200, &[], "{}");
    let sleeper = Insomniac::default();
    let config = canned.config().retry_classifier(says(asks)).sleep_impl(sleeper.clone());
    call_with(config).await.expect("an answer");
    let seconds = Duration::from_secs;
    assert_eq!(sleeper.slept(), [seconds(3), seconds(20)]);
}

#[tokio::test]
async fn clients_of_a_partition_use_up_the_same_tokens() {
    let bucket = TokenBucket::builder().capacity(14).build();
    let partition = RetryPartition::custom("pumps").token_bucket(bucket).build();
    let attempts = async |partition: Option<&RetryPartition>| {
        let canned = (0..3).fold(Canned::default(), |canned, _| canned.reply(500, &[], "{}"));
        let mut config = canned.config();
        config.set_retry_partition(partition.cloned());
        let client = Client::from_conf(config.build());
        assert_eq!(client.config().retry_partition(), partition);
        call(&client).await.expect_err("trouble");
        canned.asked().len()
    };
    assert_eq!(attempts(Some(&partition)).await, 2);
    assert_eq!(attempts(Some(&partition)).await, 1);
    assert_eq!(attempts(None).await, 3);
}
