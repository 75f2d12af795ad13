//! No text of a model breaks a crate, causes a warning in it, or is compiled: every place for
//! documentation gets difficult texts. Generated examples are calls that can be sent.

mod calls;
mod fragments;
mod prose;

use std::fs;

use codegen::Files;
use serde_json::Value;
use tests::workspace::Workspace;
use xtask::generate::{self, Job};

/// A model as a crate of a workspace.
fn generate(workspace: &Workspace, name: &str, model: &Value) -> Files {
    let path = workspace.path.join(format!("{name}.json"));
    fs::write(&path, model.to_string()).expect("a model");
    let job = Job::other(vec![path], workspace.path.join(name), name.to_owned(), None, false);
    generate::run(&job).unwrap_or_else(|failure| panic!("{failure}"));
    generate::files(&job).unwrap_or_else(|failure| panic!("{failure}"))
}
