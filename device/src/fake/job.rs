use std::fmt;

/// A job to create, as `CreateJob` takes it.
#[derive(Clone, Debug)]
pub struct FakeJob {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) is_checked: bool,
    pub(super) targets: Vec<String>,
    pub(super) timeout: Option<u16>,
    pub(super) retries: u8,
}

impl FakeJob {
    /// A job with this id and document, without targets, time limit and retries. The document is
    /// JSON: a `serde_json::Value`, or text.
    ///
    /// Presigned-URL placeholders (`${aws:iot:s3-presigned-url:https://…}`, also `…-url-v2:`) become
    /// URLs with another signature each time that the document is sent.
    pub fn new(id: impl Into<String>, document: impl fmt::Display) -> Self {
        Self {
            id: id.into(),
            document: document.to_string(),
            is_checked: true,
            targets: Vec::new(),
            timeout: None,
            retries: 0,
        }
    }

    /// Adds a thing that is to do the job. At least one is needed.
    pub fn target(mut self, thing: impl Into<String>) -> Self {
        self.targets.push(thing.into());
        self
    }

    /// The job's timer (`inProgressTimeoutInMinutes`), 1 to 10,080: it starts with an execution and
    /// cannot be changed. None by default.
    pub fn in_progress_timeout_in_minutes(mut self, minutes: u16) -> Self {
        self.timeout = Some(minutes);
        self
    }

    /// How often the service repeats an execution that has failed or timed out, 0 (the default) to
    /// 10 times. Both kinds count together. One that was rejected is never repeated.
    pub fn retries(mut self, count: u8) -> Self {
        self.retries = count;
        self
    }

    /// Accepts any text as the document. The service itself would refuse what is not JSON, or longer
    /// than 32,768 characters.
    pub fn with_unchecked_document(mut self) -> Self {
        self.is_checked = false;
        self
    }
}
