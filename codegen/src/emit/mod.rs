//! Floor 3: tokens, nothing but tokens. One module per emitted file; no trait look-up, no name of
//! an operation or a service.

mod accessors;
mod builder;
mod cargo_toml;
mod checks;
mod client;
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
mod query;
mod readme;
mod structure;
mod tests;
mod tokens;
mod types;
mod union;
mod waiters;

use crate::Files;
use crate::ir::Crate;

/// All files of a crate.
pub(crate) fn emit(plan: &Crate) -> Files {
    let mut files = Files::new();
    files.insert("Cargo.toml".into(), cargo_toml::emit(plan));
    files.insert("README.md".into(), readme::emit(plan));
    files.insert("src/lib.rs".into(), lib_rs::emit(plan));
    files.insert("src/client.rs".into(), client::emit(plan));
    files.insert("src/endpoint.rs".into(), endpoint::emit(plan));
    files.insert("src/error.rs".into(), error::emit(plan));
    files.insert("src/operation.rs".into(), operation::emit_list(plan));
    if !plan.types.is_empty() || !plan.errors.is_empty() {
        files.insert("src/types.rs".into(), types::emit_list(plan));
    }
    if !plan.errors.is_empty() {
        files.insert("src/types/error.rs".into(), exceptions::emit(plan));
    }
    for operation in &plan.operations {
        let path = format!("src/operation/{}.rs", operation.module.trim_start_matches("r#"));
        files.insert(path, operation::emit(plan, operation));
    }
    for file in &plan.types {
        let path = format!("src/types/{}.rs", file.module.trim_start_matches("r#"));
        files.insert(path, types::emit(&file.definition));
    }
    waiters::emit(plan, &mut files);
    tests::emit(plan, &mut files);
    files
}
