use iot_jobs_device::runner::{Context, Handler, Job, Outcome};
use serde::Deserialize;

use super::commands::Commands;
use super::process;

/// Does the jobs.
pub(crate) struct Agent {
    commands: Commands,
}

/// A job document.
#[derive(Deserialize)]
#[serde(tag = "operation", rename_all = "lowercase", deny_unknown_fields)]
enum Document {
    Run {
        command: String,
        #[serde(default)]
        arguments: Vec<String>,
    },
    Reboot {},
}

impl Agent {
    pub(crate) fn new(commands: Commands) -> Self {
        Self { commands }
    }

    async fn run(&self, name: &str, arguments: &[String], context: &Context) -> Outcome {
        let Some(command) = self.commands.find(name, arguments) else {
            return Outcome::rejected(format!("{name:?} is not a command of this device"));
        };
        // Recorded before the command starts: without this step in the journal, it has not started.
        if let Err(error) = context.step("run").await {
            return Outcome::failed(error.to_string());
        }
        process::run(command, context).await
    }
}

impl Handler for Agent {
    async fn start(&self, job: &Job, context: &Context) -> Outcome {
        match job.document() {
            Ok(Document::Run { command, arguments }) => {
                self.run(&command, &arguments, context).await
            }
            Ok(Document::Reboot {}) => reboot(context).await,
            Err(error) => Outcome::rejected(format!("this device cannot do the job: {error}")),
        }
    }

    async fn resume(&self, job: &Job, step: Option<&str>, context: &Context) -> Outcome {
        match (job.document(), step) {
            // The agent runs again. A device that must be sure compares the boot id of its kernel
            // with one that it put into the step.
            (Ok(Document::Reboot {}), Some(_)) => Outcome::done(),
            // It may have run to its end, half, or hardly.
            (Ok(Document::Run { command, .. }), Some(_))
                if !self.commands.is_repeatable(&command) =>
            {
                Outcome::failed("the agent was stopped while the command ran")
            }
            _ => self.start(job, context).await,
        }
    }
}

async fn reboot(context: &Context) -> Outcome {
    match context.step("reboot").await {
        Ok(()) => Outcome::restart(),
        Err(error) => Outcome::failed(error.to_string()),
    }
}
