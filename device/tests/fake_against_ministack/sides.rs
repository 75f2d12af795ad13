use futures_util::FutureExt;
use http::header::{CONTENT_TYPE, HOST};
use http::{Request, Response};
use iot_jobs_data::primitives::SdkBody;
use iot_jobs_device::config::Transport;
use iot_jobs_device::fake::{Fake, FakeJob};
use serde_json::{Value, json};
use tests::ministack::{ControlPlane, MiniStack, REGION};

use crate::cases::Control;
use crate::same::Raw;

pub(crate) struct FakeSide(Fake);

pub(crate) struct MiniStackSide {
    stack: MiniStack,
    control: ControlPlane,
    agent: ureq::Agent,
}

fn document(job: &str) -> Value {
    json!({ "job": job, "text": "Größe 🚀" })
}

impl FakeSide {
    pub(crate) fn new() -> Self {
        Self(Fake::new())
    }

    pub(crate) fn create_thing(&self, name: &str) {
        self.0.create_thing(name).expect("a thing");
    }

    pub(crate) fn control(&self, thing: &str, control: &Control) {
        match control {
            Control::Create(id, minutes) => {
                let job = FakeJob::new(*id, document(id)).target(thing);
                let job = minutes.iter().fold(job, |job, m| job.in_progress_timeout_in_minutes(*m));
                self.0.create_job(job)
            }
            Control::Cancel(id, force) => self.0.cancel_job(id, *force),
            Control::Delete(id) => self.0.delete_job(id, true),
        }
        .expect("the control plane of the fake");
    }

    pub(crate) fn send(&self, method: &str, path: &str, body: Option<&str>) -> Raw {
        let uri = format!("https://fake.invalid{path}");
        let body = body.map_or_else(SdkBody::empty, SdkBody::from);
        let request = Request::builder().method(method).uri(uri).body(body).expect("a request");
        let sent = self.0.transport();
        let response =
            sent.send(request).now_or_never().expect("an answer at once").expect("an answer");
        raw(response.map(|body| body.bytes().expect("a body in memory").to_vec()))
    }
}

impl MiniStackSide {
    pub(crate) fn start() -> Result<Self, String> {
        let stack = MiniStack::start_unprotected()?;
        let control = stack.control_of_unsigned();
        let agent = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build();
        Ok(Self { stack, control, agent: agent.into() })
    }

    pub(crate) fn create_thing(&self, name: &str) {
        self.control.create_things(&[name]).expect("a thing");
    }

    pub(crate) fn control(&self, thing: &str, control: &Control) {
        match control {
            Control::Create(id, None) => self.control.create_job(id, &[thing], &document(id)),
            Control::Create(id, Some(minutes)) => {
                self.control.create_job_with_timer(id, &[thing], &document(id), *minutes)
            }
            Control::Cancel(id, force) => self.control.cancel_job(id, *force),
            Control::Delete(id) => self.control.delete_job(id),
        }
        .expect("the control plane of MiniStack");
    }

    /// The server finds the service of an unsigned request by its host.
    pub(crate) fn send(&self, method: &str, path: &str, body: Option<&str>) -> Result<Raw, String> {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.stack.endpoint()))
            .header(HOST, format!("device.jobs.iot.{REGION}.amazonaws.com"))
            .header(CONTENT_TYPE, "application/json")
            .body(body.unwrap_or_default().to_owned())
            .map_err(|error| error.to_string())?;
        let response = self.agent.run(request).map_err(|error| error.to_string())?;
        let (parts, mut body) = response.into_parts();
        let body = body.read_to_vec().map_err(|error| error.to_string())?;
        Ok(raw(Response::from_parts(parts, body)))
    }
}

fn raw(response: Response<Vec<u8>>) -> Raw {
    let error_type = response.headers().get("x-amzn-errortype");
    Raw {
        status: response.status().as_u16(),
        error_type: error_type.map(|value| value.to_str().expect("a code").to_owned()),
        body: serde_json::from_slice(response.body()).expect("JSON"),
    }
}
