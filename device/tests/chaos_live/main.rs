//! A job runner in a process of its own, which is killed at random moments, against a local server
//! whose answers and connections are lost at random. What counts in the end is the server's view, and
//! what the handler has written to a file.
//!
//! `IOT_JOBS_CHAOS_LIVE_JOBS` sets how many jobs there are, `IOT_JOBS_CHAOS_LIVE_KILLS` how often the
//! process is killed, and `IOT_JOBS_CHAOS_LIVE_SEED` the random numbers. The moments of the kills
//! depend on the machine, too: a seed does not repeat them exactly.
//!
//! The process of the agent is this program, with [`Setup`] in a variable.

mod agent;
mod check;
mod decision;
mod effects;
mod losses;
mod mqtt_proxy;
mod packet;
mod plan;
mod play;
mod report;
mod stage;

use std::sync::Arc;

use tests::device::DeviceEndpoint;
use tests::ministack::MiniStack;
use tests::server::Authority;

use self::agent::{Reach, Setup};
use self::losses::Losses;
use self::mqtt_proxy::MqttProxy;
use self::plan::Plan;
use self::stage::{Stage, THING};

#[test]
fn every_job_ends_once_over_https_although_the_agent_is_killed() {
    if let Some(setup) = Setup::from_environment() {
        return agent::run(setup);
    }
    let plan = Plan::from_environment();
    let losses = Arc::new(Losses::new(plan.seed, 0.03, 0.06));
    let deciding = Arc::clone(&losses);
    let endpoint = DeviceEndpoint::start_losing(move |_| deciding.next()).expect("an endpoint");
    let control = endpoint.control();
    control.create_things(&[THING]).expect("a thing");
    let device = endpoint.device();
    let stage = Stage {
        name: "every_job_ends_once_over_https_although_the_agent_is_killed",
        title: "HTTPS",
        reach: Reach::Https { url: endpoint.url() },
        certificate: device.certificate,
        key: device.key,
        ca: endpoint.ca(),
        control,
    };
    play::play(&stage, plan, &losses);
}

#[test]
fn every_job_ends_once_over_mqtt_although_the_agent_is_killed() {
    if let Some(setup) = Setup::from_environment() {
        return agent::run(setup);
    }
    let plan = Plan::from_environment();
    let losses = Arc::new(Losses::new(plan.seed, 0.02, 0.03));
    let server = MiniStack::start_with_mqtt().expect("a server");
    let control = server.control();
    let actions = ["iot:Connect", "iot:Publish", "iot:Subscribe", "iot:Receive"];
    let device = control.create_device(THING, &actions).expect("a device");
    let authority = Authority::named("Proxy");
    let port = server.mqtt_port().expect("a port for MQTT");
    let proxy = MqttProxy::start(&authority, port, &device, Arc::clone(&losses));
    let stage = Stage {
        name: "every_job_ends_once_over_mqtt_although_the_agent_is_killed",
        title: "MQTT with mutual TLS",
        reach: Reach::Mqtt { port: proxy.port() },
        certificate: device.certificate,
        key: device.key,
        ca: authority.pem(),
        control,
    };
    play::play(&stage, plan, &losses);
}
