//! Any external input, a model or a reply, is accepted or rejected, and quickly.
//!
//! Each run uses the same inputs. `IOT_JOBS_FUZZ_MEGABYTES=100` makes a long one.

use bytes::Bytes;
use codegen::{ModelFile, Placement, RuntimeSource, Settings};
use http::Response;
use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionInput;
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsInput;
use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;
use iot_jobs_data::operation::start_next_pending_job_execution::StartNextPendingJobExecutionInput;
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionInput;
use iot_jobs_data::{Error, Operation};
use smithy_client_runtime::error::OperationError;
use smithy_client_runtime::wire::ErrorReply;
use tests::fuzz::{fuzz, seeds};

#[test]
fn no_model_makes_the_generator_panic_or_hang() {
    fuzz("models", seeds("fixtures"), 1 << 20, |input| {
        let Ok(text) = std::str::from_utf8(input) else { return };
        let model = ModelFile { name: "bent.json".into(), text: text.into() };
        let settings = Settings {
            crate_name: "bent".into(),
            crate_version: "0.1.0".into(),
            service: None,
            without_event_streams: false,
            placement: Placement::Alone(RuntimeSource::Path("../runtime".into())),
        };
        if let Err(found) = codegen::generate(&[model], &settings) {
            assert!(!found.to_string().is_empty());
        }
    });
}

#[test]
fn no_reply_makes_a_decoder_panic_or_hang() {
    fuzz("replies", seeds("fuzz/replies"), 1 << 20, |input| {
        let response = Response::new(Bytes::copy_from_slice(input));
        read::<DescribeJobExecutionInput>(&response);
        read::<GetPendingJobExecutionsInput>(&response);
        read::<StartCommandExecutionInput>(&response);
        read::<StartNextPendingJobExecutionInput>(&response);
        read::<UpdateJobExecutionInput>(&response);
        let inside = ErrorReply::inside_success(&response);
        for reply in inside.into_iter().chain([ErrorReply::new(response)]) {
            assert!(!Error::from_reply(&reply).to_string().is_empty());
            assert!(!format!("{reply:?}").is_empty());
        }
    });
}

fn read<O: Operation>(response: &Response<Bytes>) {
    if let Err(error) = O::response(response) {
        let text = error.to_string();
        assert!(text.len() < 4000 && !text.contains('\n'), "{text}");
    }
}
