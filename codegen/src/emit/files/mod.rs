mod blocking;
mod cargo_toml;
mod client;
mod endpoint;
mod endpoint_tests;
mod error;
mod exceptions;
mod lib_rs;
mod operation;
mod operations;
mod readme;
mod requests_tests;
mod responses_tests;
mod type_file;
mod types;
mod waiter;
mod waiters;

use super::parallel::Job;
use crate::ir::Crate;

/// Writes a file of which there is at most one.
type Emit = fn(&Crate) -> String;

/// Every file of a crate, and how it is made.
pub(super) fn list(plan: &Crate) -> Vec<Job<'_>> {
    let crate_files: [(&str, bool, Emit); 14] = [
        ("Cargo.toml", true, cargo_toml::emit),
        ("README.md", true, readme::emit),
        ("src/lib.rs", true, lib_rs::emit),
        ("src/blocking.rs", true, blocking::emit),
        ("src/client.rs", true, client::emit),
        ("src/endpoint.rs", true, endpoint::emit),
        ("src/error.rs", true, error::emit),
        ("src/operation.rs", true, operations::emit),
        ("src/types.rs", plan.parts.types, types::emit),
        ("src/types/error.rs", !plan.errors.is_empty(), exceptions::emit),
        ("src/waiters.rs", plan.parts.waiters, waiters::emit),
        ("tests/requests.rs", !plan.tests.requests.is_empty(), requests_tests::emit),
        ("tests/responses.rs", !plan.tests.responses.is_empty(), responses_tests::emit),
        ("tests/endpoints.rs", !plan.tests.endpoints.is_empty(), endpoint_tests::emit),
    ];
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (path, is_there, make) in crate_files {
        if is_there {
            jobs.push((path.to_owned(), Box::new(move || make(plan))));
        }
    }
    for call in &plan.operations {
        let path = format!("src/operation/{}.rs", call.module.plain());
        jobs.push((path, Box::new(|| operation::emit(call))));
        for what in &call.waiters {
            let path = format!("src/waiters/{}.rs", what.module.plain());
            jobs.push((path, Box::new(|| waiter::emit(call, what))));
        }
    }
    for file in &plan.types {
        let path = format!("src/types/{}.rs", file.module.plain());
        jobs.push((path, Box::new(|| type_file::emit(&file.definition))));
    }
    jobs
}
