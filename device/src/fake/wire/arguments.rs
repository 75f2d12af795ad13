use std::sync::Arc;

use iot_jobs_data::types::JobExecutionStatus;
use serde_json::{Map, Value};

use crate::fake::service::{Details, Refusal, Request, UpdateRequest};

/// The members of a request. Those that are `null` count as absent.
#[derive(Debug, Default)]
pub(in crate::fake) struct Arguments(Map<String, Value>);

/// Why a request has no members.
#[derive(Debug, PartialEq)]
pub(in crate::fake) enum NoArguments {
    NotJson,
    NotAnObject,
}

impl Arguments {
    /// Reads a body. An empty one has no members.
    pub(in crate::fake) fn read(body: &[u8]) -> Result<Self, NoArguments> {
        if body.is_empty() {
            return Ok(Self::default());
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Ok(Self(members)),
            Ok(_) => Err(NoArguments::NotAnObject),
            Err(_) => Err(NoArguments::NotJson),
        }
    }

    /// Adds a member, such as one of the query.
    pub(in crate::fake) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), Value::from(value));
    }

    /// The member as it was sent.
    pub(in crate::fake) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(in crate::fake) fn start_next(&self) -> Result<Request, Refusal> {
        Ok(Request::StartNext {
            details: self.details()?,
            step: self.integer("stepTimeoutInMinutes")?,
        })
    }

    /// The document is included unless it is excluded.
    pub(in crate::fake) fn describe(&self, job: &str) -> Result<Request, Refusal> {
        let with_document = self.flag("includeJobDocument").unwrap_or(true);
        let number = self.integer("executionNumber")?;
        Ok(match job {
            "$next" => Request::DescribeNext { with_document },
            job => Request::Describe { job: job.to_owned(), number, with_document },
        })
    }

    pub(in crate::fake) fn update(&self, job: &str) -> Result<Request, Refusal> {
        Ok(Request::Update(UpdateRequest {
            job: job.to_owned(),
            number: self.integer("executionNumber")?,
            status: JobExecutionStatus::from(self.text("status")?.unwrap_or_default()),
            details: self.details()?,
            expected_version: self.integer("expectedVersion")?,
            step: self.integer("stepTimeoutInMinutes")?,
            with_state: self.flag("includeJobExecutionState").unwrap_or(false),
            with_document: self.flag("includeJobDocument").unwrap_or(false),
        }))
    }

    fn details(&self) -> Result<Option<Details>, Refusal> {
        let Some(value) = self.get("statusDetails") else { return Ok(None) };
        let not_a_map = || Refusal::invalid("statusDetails must be a map of strings");
        let members = value.as_object().ok_or_else(not_a_map)?;
        let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.into()));
        let details: Option<_> = members.iter().map(pair).collect();
        details.map(|details| Some(Arc::new(details))).ok_or_else(not_a_map)
    }

    /// A number, or a string of digits.
    fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
        number.map(Some).ok_or_else(|| Refusal::invalid(format!("{name} is not a number: {value}")))
    }

    fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let text = value.as_str();
        text.map(Some).ok_or_else(|| Refusal::invalid(format!("{name} is not a string: {value}")))
    }

    /// `true` or `false`, in a query too. Anything else is as if absent.
    fn flag(&self, name: &str) -> Option<bool> {
        let value = self.get(name)?;
        value.as_bool().or_else(|| value.as_str()?.to_ascii_lowercase().parse().ok())
    }
}
