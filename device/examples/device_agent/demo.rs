//! The agent against a local server.

use std::any::Any;
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use std::{env, fs, process};

use iot_jobs_device::runner::Exit;
use serde_json::json;
use tests::device::DeviceEndpoint;
use tests::ministack::{ControlPlane, MiniStack};
use tokio::time::timeout;

use super::commands::Commands;
use super::connect::{self, Device, Protocol};
use super::handler::Agent;

const THING: &str = "pump-17";
const COMMANDS: &str = r#"{"greet": {"program": "echo", "arguments": ["hello"]}}"#;
/// The jobs, with their documents and the states in which they are to end.
const JOBS: [(&str, &str, &str); 3] = [
    ("greet", r#"{"operation": "run", "command": "greet", "arguments": ["world"]}"#, "SUCCEEDED"),
    ("format", r#"{"operation": "format-disk"}"#, "REJECTED"),
    ("reboot", r#"{"operation": "reboot"}"#, "SUCCEEDED"),
];
/// Far more than it takes.
const LIMIT: Duration = Duration::from_secs(60);

/// Does three jobs, with a restart of the agent in between, and compares their states on the server.
///
/// # Errors
/// The server does not start, or a state is another one than expected.
pub(crate) async fn run(protocol: Protocol) -> Result<(), Box<dyn Error>> {
    let directory = env::temp_dir().join(format!("device-agent-{}", process::id()));
    let stage = Stage::new(protocol, &directory)?;
    for (job, document, _) in JOBS {
        stage.control.create_job(job, &[THING], &serde_json::from_str(document)?)?;
    }

    // As long as the agent runs, with the device that it restarts.
    while let Exit::Restart = timeout(LIMIT, work(&stage.device)).await?? {
        println!("the agent restarts");
    }

    let mut wrong = 0;
    for (job, document, expected) in JOBS {
        let execution = stage.control.describe_job_execution(job, THING)?;
        println!("{job}: {} {}", execution["status"], execution["details"]);
        if execution["status"] != json!(expected) {
            println!("expected {expected} for {document}");
            wrong += 1;
        }
    }
    fs::remove_dir_all(&directory)?;
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} jobs have not ended as expected").into()) }
}

/// Runs the agent until it restarts, or until the last job has ended.
async fn work(device: &Device) -> Result<Exit, Box<dyn Error>> {
    let runner = connect::runner(device, Agent::new(Commands::parse(COMMANDS)?))?;
    let state = runner.state();
    let all_done = async {
        let is_last = |job: &str| JOBS.last().is_some_and(|(last, ..)| *last == job);
        state.until(|state| state.last_ended.iter().any(|(id, _)| is_last(&id.job_id))).await;
    };
    Ok(runner.run(all_done).await?)
}

/// A device, and the server that it is registered with.
struct Stage {
    device: Device,
    control: ControlPlane,
    /// Ends when this is dropped.
    _server: Box<dyn Any>,
}

impl Stage {
    fn new(protocol: Protocol, directory: &Path) -> Result<Self, Box<dyn Error>> {
        let device = |endpoint| Device {
            endpoint,
            protocol,
            certificate: directory.join("device.crt"),
            key: directory.join("device.key"),
            ca: directory.join("ca.crt"),
            thing: THING.to_owned(),
            journal: directory.join("journal"),
        };
        match protocol {
            Protocol::Https => {
                let endpoint = DeviceEndpoint::start()?;
                let control = endpoint.control();
                control.create_things(&[THING])?;
                endpoint.write_device(directory)?;
                let device = device(endpoint.url());
                Ok(Self { device, control, _server: Box::new(endpoint) })
            }
            Protocol::Mqtt => {
                let server = MiniStack::start_with_mqtt()?;
                let control = server.control();
                let actions = ["iot:Connect", "iot:Publish", "iot:Subscribe", "iot:Receive"];
                let identity = control.create_device(THING, &actions)?;
                let port = server.mqtt_port().ok_or("the server has no port for MQTT")?;
                let device = device(format!("127.0.0.1:{port}"));
                fs::create_dir_all(directory)?;
                fs::write(&device.certificate, identity.certificate)?;
                fs::write(&device.key, identity.key)?;
                fs::write(&device.ca, identity.ca)?;
                Ok(Self { device, control, _server: Box::new(server) })
            }
        }
    }
}
