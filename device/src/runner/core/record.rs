use std::collections::BTreeMap;

use iot_jobs_data::types::JobExecutionStatus;

use crate::jobs::ExecutionId;

/// What the journal knows of an execution.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) id: ExecutionId,
    /// The claim with which it was started.
    pub(crate) claim: String,
    pub(crate) phase: Phase,
}

/// How far an execution has come.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phase {
    /// The handler was started, or is about to.
    Working {
        /// The last step that it recorded.
        step: Option<String>,
    },
    /// The handler is done. The service may not know it yet.
    Done {
        /// The final status.
        status: JobExecutionStatus,
        /// Its details, without the claim.
        details: BTreeMap<String, String>,
    },
}

/// A change of the journal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Write {
    /// The claim for the next execution, which replaces the one before.
    Claim(String),
    /// What is known of an execution.
    Record(Record),
    /// The execution has ended: forget its record, and the claim if it is that of the record.
    Forget { id: ExecutionId, claim: String },
}

/// What a journal holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Contents {
    pub(crate) claim: Option<String>,
    pub(crate) records: Vec<Record>,
}
