//! An agent for a device with a certificate. It works off the jobs of its thing, whose documents are
//!
//! * `{"operation": "run", "command": "self-test", "arguments": ["--fast"]}`: runs a command of the
//!   allow-list, reports progress while it runs, and its exit code and the end of its output;
//! * `{"operation": "reboot"}`: restarts the device, and reports when the agent runs again.
//!
//! All other documents are rejected. To see it work, with a local server and three jobs:
//!
//! ```text
//! cargo run -p iot-jobs-device --example device_agent -- --ministack
//! cargo run -p iot-jobs-device --example device_agent -- --ministack --mqtt
//! ```
//!
//! On a device, with the endpoint that `aws iot describe-endpoint --endpoint-type iot:Data-ATS`
//! prints:
//!
//! ```text
//! device_agent --commands commands.json --on-restart /sbin/reboot \
//!     ENDPOINT device.crt device.key AmazonRootCA1.pem pump-17 /var/lib/pump/jobs
//! ```
//!
//! What is done with the jobs is in `handler.rs`, `connect.rs` has the settings of the job runner, and
//! `tests.rs` shows how to test a handler.

mod commands;
mod connect;
mod demo;
mod handler;
mod options;
mod output;
mod process;
#[cfg(test)]
#[cfg(unix)]
mod tests;

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};

use iot_jobs_device::runner::Exit;

use self::commands::Commands;
use self::handler::Agent;
use self::options::Options;

#[tokio::main]
async fn main() -> ExitCode {
    // The job runner tells by `tracing` what it does.
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<ExitCode, Box<dyn Error>> {
    let (device, commands, on_restart) = match Options::from_arguments()? {
        Options::Demo(protocol) => return demo::run(protocol).await.map(|()| ExitCode::SUCCESS),
        Options::Device { device, commands, on_restart } => (device, commands, on_restart),
    };
    let agent = Agent::new(Commands::read(&commands)?);
    match connect::runner(&device, agent)?.run(shutdown()).await? {
        Exit::Restart => restart(on_restart.as_deref()),
        Exit::HandlerStuck => {
            Err("a command did not stop; its job goes on at the next start".into())
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The exit code that asks for a restart of the device.
const RESTART: u8 = 10;

fn restart(program: Option<&Path>) -> Result<ExitCode, Box<dyn Error>> {
    let Some(program) = program else { return Ok(ExitCode::from(RESTART)) };
    let status = Command::new(program).status();
    let status = status.map_err(|error| format!("cannot run {}: {error}", program.display()))?;
    match status.success() {
        true => Ok(ExitCode::SUCCESS),
        false => Err(format!("{} failed: {status}", program.display()).into()),
    }
}

/// Ready when the agent is to stop: on Ctrl-C, or on the SIGTERM of a service manager.
#[cfg(unix)]
async fn shutdown() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = terminated.recv() => {}
            () = interrupted() => {}
        },
        Err(error) => {
            eprintln!("SIGTERM will not be noticed: {error}");
            interrupted().await;
        }
    }
}

#[cfg(not(unix))]
async fn shutdown() {
    interrupted().await;
}

async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        eprintln!("Ctrl-C will not be noticed: {error}");
        std::future::pending().await
    }
}
