//! The job runner on the fake of the service, over HTTPS, MQTT and on threads.

mod bad_input;
mod claims;
mod handlers;
mod journal;
mod mqtt;
mod outcomes;
mod points;
mod stuck;
mod support;
