use std::collections::BTreeMap;
use std::sync::Arc;

use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;

use super::{Reason, Refusal, Service};
use crate::fake::observed::RecordedCommand;

/// The commands that were started.
#[derive(Debug, Default)]
pub(super) struct Commands {
    recorded: Vec<RecordedCommand>,
    by_token: BTreeMap<String, (usize, Arc<StartCommandExecutionInput>)>,
}

impl Commands {
    pub(super) fn recorded(&self) -> &[RecordedCommand] {
        &self.recorded
    }
}

impl Service {
    /// Records a command and returns the id of its execution. A repeat with the same token and
    /// content returns the same id.
    pub(super) fn start_command(
        &mut self,
        command: &Arc<StartCommandExecutionInput>,
    ) -> Result<String, Refusal> {
        check(command)?;
        let token = command.client_token.clone();
        if let Some(token) = &token
            && let Some((index, first)) = self.commands.by_token.get(token)
        {
            let id = self.commands.recorded[*index].execution_id.clone();
            return match first == command {
                true => Ok(id),
                false => {
                    let message = format!("clientToken {token} was used with other content");
                    let refusal = Refusal::of(Reason::Conflict, message);
                    Err(Refusal { resource_id: Some(id), ..refusal })
                }
            };
        }
        let index = self.commands.recorded.len();
        let execution_id = format!("command-{}", index + 1);
        self.commands.recorded.push(RecordedCommand::new(execution_id.clone(), command));
        if let Some(token) = token {
            self.commands.by_token.insert(token, (index, Arc::clone(command)));
        }
        Ok(execution_id)
    }
}

fn check(command: &StartCommandExecutionInput) -> Result<(), Refusal> {
    let invalid = |message: &str| Err(Refusal::of(Reason::Validation, message));
    let is_long = |token: &String| !(1..=64).contains(&token.chars().count());
    match command {
        command if command.target_arn.is_empty() => invalid("targetArn is missing"),
        command if command.target_arn.chars().count() > 2048 => {
            invalid("targetArn has more than 2048 characters")
        }
        command if command.command_arn.is_empty() => invalid("commandArn is missing"),
        command if command.execution_timeout_seconds.is_some_and(|seconds| seconds < 1) => {
            invalid("executionTimeoutSeconds must be at least 1")
        }
        command if command.client_token.as_ref().is_some_and(is_long) => {
            invalid("clientToken must be 1 to 64 characters")
        }
        _ => Ok(()),
    }
}
