//! The job runner on the fake of the service, over HTTPS, MQTT and on threads.

mod agents;
mod bad_input;
mod claims;
mod handlers;
mod journal;
mod mqtt;
mod outcomes;
mod points;
mod regressions;
mod stuck;
mod support;
