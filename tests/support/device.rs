//! An endpoint for devices with a certificate, in front of a local server.
//!
//! [`DeviceEndpoint`] does what the endpoint `iot:Data-ATS` of an account does: it requires a client
//! certificate, and accepts no signature.

use std::fs;
use std::path::{Path, PathBuf};

use http::header::{CONTENT_TYPE, HOST};
use rustls::version::TLS13;

use crate::ministack::{ControlPlane, MiniStack, REGION};
use crate::server::{At, Authority, Holder, Reply, Request, Server};

/// A running endpoint with its local server. Both end when this is dropped.
pub struct DeviceEndpoint {
    stack: MiniStack,
    front: Server,
    authority: Authority,
}

/// The files of a device.
pub struct DeviceFiles {
    /// Its certificate.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
    /// The certificate of the authority that issues that of the endpoint.
    pub ca: PathBuf,
}

/// What is lost, together with the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The request, before the service has it.
    Request,
    /// The answer, after the service has carried the request out.
    Answer,
}

impl DeviceEndpoint {
    /// Starts an endpoint. The error says what is missing, or where the server's log is.
    pub fn start() -> Result<Self, String> {
        Self::start_losing(|_| None)
    }

    /// As [`start`](Self::start), and `loss` decides about each request.
    pub fn start_losing(
        loss: impl Fn(&Request) -> Option<Loss> + Send + Sync + 'static,
    ) -> Result<Self, String> {
        let stack = MiniStack::start_unprotected()?;
        let authority = Authority::named("Devices");
        let certificate = authority.certificate_for_known_clients("127.0.0.1", &TLS13);
        let (agent, target) = (agent(), stack.endpoint().to_owned());
        let front = Server::secure_answering(certificate, move |request| {
            let lost = |reply: Reply| reply.reset(At::Start);
            match loss(&request) {
                None => answer(&agent, &target, request),
                Some(Loss::Answer) => lost(answer(&agent, &target, request)),
                Some(Loss::Request) => lost(Reply::ok("")),
            }
        });
        Ok(Self { stack, front, authority })
    }

    /// The address of the endpoint.
    pub fn url(&self) -> String {
        self.front.url()
    }

    /// The control plane of the account that all devices of this endpoint belong to.
    pub fn control(&self) -> ControlPlane {
        self.stack.control_of_unsigned()
    }

    /// The certificate that clients of this endpoint must trust, as PEM.
    pub fn ca(&self) -> String {
        self.authority.pem()
    }

    /// The certificate of a new device.
    pub fn device(&self) -> Holder {
        self.authority.holder()
    }

    /// Writes the files of a new device to a directory.
    ///
    /// # Errors
    /// The directory or a file cannot be written.
    pub fn write_device(&self, directory: &Path) -> Result<DeviceFiles, String> {
        let device = self.device();
        let files = DeviceFiles {
            certificate: directory.join("device.crt"),
            key: directory.join("device.key"),
            ca: directory.join("ca.crt"),
        };
        fs::create_dir_all(directory)
            .and_then(|()| fs::write(&files.certificate, device.certificate))
            .and_then(|()| fs::write(&files.key, device.key))
            .and_then(|()| fs::write(&files.ca, self.ca()))
            .map_err(|error| format!("cannot write to {}: {error}", directory.display()))?;
        Ok(files)
    }
}

fn answer(agent: &ureq::Agent, target: &str, request: Request) -> Reply {
    // As AWS IoT does, which looks at the certificate only.
    if request.header("authorization").is_some() {
        return Reply::new(403, r#"{"message":null}"#);
    }
    forwarded(agent, target, request).unwrap_or_else(|error| {
        Reply::new(502, serde_json::json!({ "message": error }).to_string())
    })
}

/// The reply of the local server, which finds the service of an unsigned request by its host.
fn forwarded(agent: &ureq::Agent, target: &str, request: Request) -> Result<Reply, String> {
    let forwarded = http::Request::builder()
        .method(request.method.as_str())
        .uri(format!("{target}{}", request.target))
        .header(HOST, format!("device.jobs.iot.{REGION}.amazonaws.com"))
        .header(CONTENT_TYPE, request.header("content-type").unwrap_or("application/json"))
        .body(request.body)
        .map_err(|error| error.to_string())?;
    let mut response = agent.run(forwarded).map_err(|error| error.to_string())?;
    let body = response.body_mut().read_to_vec().map_err(|error| error.to_string())?;
    let mut reply = Reply::new(response.status().as_u16(), body);
    for name in ["x-amzn-errortype", "x-amzn-requestid"] {
        let value = response.headers().get(name).and_then(|value| value.to_str().ok());
        reply = value.into_iter().fold(reply, |reply, value| reply.header(name, value));
    }
    Ok(reply)
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().into()
}
