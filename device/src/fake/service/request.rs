use std::sync::Arc;

use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;

use iot_jobs_data::types::JobExecutionStatus;

use super::Details;
use super::view::View;

/// What a device asks for.
#[derive(Clone, Debug)]
pub(in crate::fake) enum Request {
    StartNext { details: Option<Details>, step: Option<i64> },
    DescribeNext { with_document: bool },
    Describe { job: String, number: Option<i64>, with_document: bool },
    GetPending,
    Update(UpdateRequest),
    StartCommand(Arc<StartCommandExecutionInput>),
}

/// A change of a status. The status may be one that does not exist.
#[derive(Clone, Debug)]
pub(in crate::fake) struct UpdateRequest {
    pub(in crate::fake) job: String,
    pub(in crate::fake) number: Option<i64>,
    pub(in crate::fake) status: JobExecutionStatus,
    pub(in crate::fake) details: Option<Details>,
    pub(in crate::fake) expected_version: Option<i64>,
    pub(in crate::fake) step: Option<i64>,
    pub(in crate::fake) with_state: bool,
    pub(in crate::fake) with_document: bool,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug)]
pub(in crate::fake) enum Reply {
    Execution(Option<View>),
    Pending {
        in_progress: Vec<View>,
        queued: Vec<View>,
    },
    /// The execution after the update, if its state was asked for, and the document.
    Updated {
        state: Option<View>,
        document: Option<String>,
    },
    /// The id of the command execution.
    Command(String),
}

/// The operations of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fake) enum Operation {
    StartNext,
    Describe,
    GetPending,
    Update,
    StartCommand,
}

impl Request {
    pub(in crate::fake) fn operation(&self) -> Operation {
        match self {
            Self::StartNext { .. } => Operation::StartNext,
            Self::DescribeNext { .. } | Self::Describe { .. } => Operation::Describe,
            Self::GetPending => Operation::GetPending,
            Self::Update(_) => Operation::Update,
            Self::StartCommand(_) => Operation::StartCommand,
        }
    }
}
