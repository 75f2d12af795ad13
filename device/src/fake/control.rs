use std::fmt;

use super::job::FakeJob;
use super::service::{Reason, Refusal};
use super::world::World;
use super::{Fake, service::Service};

/// The control plane.
impl Fake {
    /// Creates a thing. If it exists, nothing changes.
    ///
    /// # Errors
    /// The name is not 1 to 128 of `a-z A-Z 0-9 : _ -`.
    pub fn create_thing(&self, name: &str) -> Result<(), ControlError> {
        self.control(|service| service.create_thing(name))
    }

    /// Deletes a thing with its executions. Its device is not notified, and its calls fail: there is
    /// no such thing.
    ///
    /// # Errors
    /// It does not exist.
    pub fn delete_thing(&self, name: &str) -> Result<(), ControlError> {
        self.control(|service| service.delete_thing(name))
    }

    /// Creates a job and queues its executions.
    ///
    /// # Errors
    /// It exists, a thing does not, or a value is not allowed.
    pub fn create_job(&self, job: FakeJob) -> Result<(), ControlError> {
        self.control(|service| service.create_job(job))
    }

    /// Cancels a job: those of its executions that are queued, and with `force` those that are in
    /// progress too. Others go on and may succeed, but are not retried.
    ///
    /// # Errors
    /// The job does not exist or is canceled already.
    pub fn cancel_job(&self, job: &str, force: bool) -> Result<(), ControlError> {
        self.control(|service| service.cancel_job(job, force))
    }

    /// Cancels one execution. If it is in progress, `force` is needed.
    ///
    /// # Errors
    /// It does not exist, has ended, or is in progress and not forced.
    pub fn cancel_execution(
        &self,
        thing: &str,
        job: &str,
        force: bool,
    ) -> Result<(), ControlError> {
        self.control(|service| service.cancel_execution(thing, job, force))
    }

    /// Deletes a job with its executions. If some are pending, `force` is needed.
    ///
    /// # Errors
    /// It does not exist, or is in progress and not forced.
    pub fn delete_job(&self, job: &str, force: bool) -> Result<(), ControlError> {
        self.control(|service| service.delete_job(job, force))
    }

    /// Adds a thing to the targets of a job, as when it joins the group of a continuous job. It gets
    /// an execution with a higher number and version 1, unless one is pending.
    ///
    /// # Errors
    /// The thing or the job does not exist, or the job is canceled.
    pub fn add_target(&self, job: &str, thing: &str) -> Result<(), ControlError> {
        self.control(|service| service.add_target(job, thing))
    }

    /// Removes a thing from the targets of a job, as when it leaves the group of a continuous job:
    /// its execution becomes `REMOVED`, with the same version. One that is in progress does so only
    /// with `force`.
    ///
    /// # Errors
    /// There is no such execution, it has ended, or it is in progress and not forced.
    pub fn remove_target(&self, job: &str, thing: &str, force: bool) -> Result<(), ControlError> {
        self.control(|service| service.remove_target(job, thing, force))
    }

    fn control(
        &self,
        action: impl FnOnce(&mut Service) -> Result<(), Refusal>,
    ) -> Result<(), ControlError> {
        let world: &mut World = &mut self.world();
        let result = action(&mut world.service);
        world.notify();
        result.map_err(ControlError)
    }
}

/// Why a function of the control plane did nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlError(Refusal);

impl ControlError {
    /// The code that the service has for it, such as `ResourceNotFoundException`.
    pub fn code(&self) -> &'static str {
        match self.0.reason {
            Reason::NotFound => "ResourceNotFoundException",
            Reason::Conflict => "ResourceAlreadyExistsException",
            Reason::InvalidStateTransition | Reason::TerminalState => {
                "InvalidStateTransitionException"
            }
            Reason::VersionMismatch { .. } => "VersionConflictException",
            Reason::InvalidRequest | Reason::Validation => "InvalidRequestException",
        }
    }
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.0.message)
    }
}

impl std::error::Error for ControlError {}
