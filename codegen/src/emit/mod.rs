//! Floor 3: tokens, nothing but tokens. One module per emitted file; no trait look-up, no name of
//! an operation or a service.

mod accessors;
mod auth;
mod builder;
mod builders;
mod cargo_toml;
mod checks;
mod client;
mod debug;
mod defaults;
mod endpoint;
mod enumeration;
mod error;
mod exceptions;
mod expression;
mod http;
mod imports;
mod lib_rs;
mod operation;
mod paginator;
mod parallel;
mod query;
mod readme;
mod stream;
mod structure;
mod tests;
mod tokens;
mod types;
mod union;
mod waiters;

use self::parallel::Job;
use crate::Files;
use crate::ir::Crate;

/// All files of a crate.
pub(crate) fn emit(plan: &Crate) -> Files {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    let mut add = |path: &str, make: fn(&Crate) -> String| {
        jobs.push((path.to_owned(), Box::new(move || make(plan))));
    };
    add("Cargo.toml", cargo_toml::emit);
    add("README.md", readme::emit);
    add("src/lib.rs", lib_rs::emit);
    add("src/client.rs", client::emit);
    add("src/endpoint.rs", endpoint::emit);
    add("src/error.rs", error::emit);
    add("src/operation.rs", operation::emit_list);
    if !plan.types.is_empty() || !plan.errors.is_empty() {
        add("src/types.rs", types::emit_list);
    }
    if !plan.errors.is_empty() {
        add("src/types/error.rs", exceptions::emit);
    }
    for operation in &plan.operations {
        let path = format!("src/operation/{}.rs", operation.module.trim_start_matches("r#"));
        jobs.push((path, Box::new(|| operation::emit(plan, operation))));
    }
    for file in &plan.types {
        let path = format!("src/types/{}.rs", file.module.trim_start_matches("r#"));
        jobs.push((path, Box::new(|| types::emit(&file.definition))));
    }
    let mut files = parallel::run(&jobs);
    if let Some(builders) = builders::emit(plan) {
        files.insert("src/builder.rs".into(), builders);
    }
    waiters::emit(plan, &mut files);
    tests::emit(plan, &mut files);
    files
}
