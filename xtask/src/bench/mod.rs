//! `cargo xtask bench`: figures of this project's client beside those of the official one.
//!
//! The contenders are applications in `xtask/bench`, outside the workspace, so that what they
//! depend on is no part of it. A missed goal is printed, and is no failure.

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
mod server;
mod stage;

pub use self::build::run as build;
pub use self::check::run as check;
pub use self::client::{Conditions, run as client};
pub use self::generator::{floor, run as generator};

/// Says what is going on, as some steps take minutes.
fn progress(step: &str) {
    eprintln!("== {step}");
}

const MEGABYTE: f64 = 1e6;
