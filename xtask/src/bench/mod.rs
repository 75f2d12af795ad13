//! `cargo xtask bench`: measurements of this project's client and the official one.
//!
//! The measured applications are in `xtask/bench`, outside of the workspace, so that their
//! dependencies are not part of it. A missed goal is printed, but is not a failure.

mod build;
mod cargo;
mod check;
mod client;
mod concurrency;
mod contender;
mod cores;
mod cpu;
mod figures;
mod generator;
mod goal;
mod lines;
mod secure;
mod server;
mod stage;

pub use self::build::run as build;
pub use self::check::run as check;
pub use self::client::{Conditions, run as client};
pub use self::generator::{floor, run as generator};

/// Prints the current step, because some take minutes.
fn progress(step: &str) {
    eprintln!("== {step}");
}

const MEGABYTE: f64 = 1e6;
