use std::env;
use std::path::PathBuf;

use super::connect::{Device, Protocol};

const USAGE: &str = "\
usage: device_agent --ministack [--mqtt]
   or: device_agent [--mqtt] --commands FILE [--on-restart PROGRAM]
                    ENDPOINT CERTIFICATE KEY CA THING JOURNAL

--ministack   starts a local server with three jobs, and does them
--mqtt        over MQTT instead of HTTPS
--commands    the commands that jobs may run, a JSON file:
              {\"NAME\": {\"program\": \"PATH\", \"arguments\": [..], \"repeatable\": true}, ..}
--on-restart  what restarts the device; without it, the agent ends with exit code 10
ENDPOINT      what `aws iot describe-endpoint --endpoint-type iot:Data-ATS` prints,
              alone or with a port (by default 443 for HTTPS, 8883 for MQTT)
CERTIFICATE   the certificate of the device, a PEM file
KEY           its private key, a PEM file
CA            the certificates to trust, a PEM file: for AWS IoT, those of Amazon Trust Services
THING         the name of the thing whose jobs are done
JOURNAL       a directory, in which the agent remembers the jobs that it has begun";

/// What the command line asks for.
pub(crate) enum Options {
    Demo(Protocol),
    Device { device: Device, commands: PathBuf, on_restart: Option<PathBuf> },
}

impl Options {
    /// # Errors
    /// The usage.
    pub(crate) fn from_arguments() -> Result<Self, &'static str> {
        let (mut protocol, mut is_demo) = (Protocol::Https, false);
        let (mut commands, mut on_restart) = (None, None);
        let mut words = Vec::new();
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--ministack" => is_demo = true,
                "--mqtt" => protocol = Protocol::Mqtt,
                "--commands" => commands = Some(arguments.next().ok_or(USAGE)?.into()),
                "--on-restart" => on_restart = Some(arguments.next().ok_or(USAGE)?.into()),
                option if option.starts_with('-') => return Err(USAGE),
                _ => words.push(argument),
            }
        }
        match (is_demo, commands, &words[..]) {
            (true, None, []) if on_restart.is_none() => Ok(Self::Demo(protocol)),
            (false, Some(commands), [endpoint, certificate, key, ca, thing, journal]) => {
                let device = Device {
                    endpoint: endpoint.clone(),
                    protocol,
                    certificate: certificate.into(),
                    key: key.into(),
                    ca: ca.into(),
                    thing: thing.clone(),
                    journal: journal.into(),
                };
                Ok(Self::Device { device, commands, on_restart })
            }
            _ => Err(USAGE),
        }
    }
}
