//! Snapshots of what lowering decides about the models in `tests/fixtures`: for each model, the part
//! of the IR that it is about.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::fixture::{directory, lowered};
use crate::outline;

/// The name of a fixture, and the fields of the IR that it is about.
const TOPICS: &[(&str, &[&str])] = &[
    ("authentication", &["auth"]),
    (
        "big_numbers",
        &["fields.kind", "members.kind", "adapter", "http.parameters", "responses.fields"],
    ),
    ("bindings", &["http", "response"]),
    ("certificates", &["auth", "certificate_auth"]),
    ("collection_payloads", &["http.body", "response"]),
    ("constraints", &["checks"]),
    (
        "default_values",
        &["has_default", "presence", "says_fallback", "fallback", "when_absent", "adapter"],
    ),
    ("defaults", &["has_default", "presence", "when_absent", "adapter"]),
    (
        "deprecated",
        &["deprecated", "operations.docs", "fields.docs", "definition.docs", "variants.docs"],
    ),
    ("endpoint_context", &["context", "endpoint.parameters"]),
    ("endpoint_rules", &["endpoint"]),
    ("enums", &[".types"]),
    ("error_correction", &["has_default", "presence", "fallback", "adapter"]),
    ("error_messages", &["errors"]),
    ("errors", &["errors"]),
    ("examples", &["example"]),
    ("header_members", &["http.parameters", "response"]),
    ("host_label_defaults", &["host_prefix", "http.parameters"]),
    ("host_prefixes", &["host_prefix", "http.parameters"]),
    ("html_documentation", &["operations.docs", "fields.docs"]),
    ("idempotency_token", &["token"]),
    ("json_names", &["rename_all", "rename", "name_in_errors", "elsewhere", "without"]),
    ("lists_and_maps", &["fields.kind", "adapter"]),
    ("mixins", &["operations.input", "operations.output", "fields.docs", ".types"]),
    ("no_members", &["http.body", "operations.input", "operations.output", "response"]),
    ("odd_names", &["operations.module", "operations.input", "types.module", ".types"]),
    ("pagination", &["pagination"]),
    ("partly_in_the_body", &["http.body", "response", "is_in_json"]),
    ("payloads", &["http.body", "response"]),
    ("prefix_headers", &["http.parameters", "response"]),
    ("query_params", &["http.path", "http.parameters"]),
    ("raw_text", &["requests"]),
    ("recursion", &["fields.kind", "members.kind", "boxed"]),
    ("rename", &["operations.input", ".types"]),
    ("request_bodies", &["compression", "checksums", "http.body", "runtime_features"]),
    ("required", &["has_default", "presence", "says_required", "says_fallback", "when_absent"]),
    ("resources", &["http.path", "http.parameters", "idempotent", "read_only"]),
    ("retries", &["code", "retry_kind"]),
    ("scalars", &["fields.kind", "adapter"]),
    ("sensitive", &["debug", "hides_message", "is_hidden", "sensitive"]),
    ("service_facts", &["service", "http.path", "fixed_headers", "http.parameters", "checksums"]),
    ("service_settings", &["endpoint.parameters"]),
    (
        "shared_names",
        &[
            "operations.module",
            "operations.alias",
            "operations.input",
            "operations.output",
            "operations.error",
            ".types",
            "types.module",
            ".errors",
        ],
    ),
    ("streaming", &["http.body", "response", "fields.kind", "unsigned_payload"]),
    ("timestamp_defaults", &["fallback"]),
    ("timestamps", &["adapter"]),
    ("timestamps_in_http", &["http.parameters", "response"]),
    ("unions", &[".types"]),
    (
        "unread_arguments",
        &["reads_params", "reads_config", "reads_input", "reads_output", "context"],
    ),
    ("waiters", &["waiters"]),
];

/// The fixture that is compared as a whole crate instead.
const WHOLE: &str = "whole_crate";

#[test]
fn decisions_are_as_they_were() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/snapshots/decisions");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, fields) in TOPICS {
            insta::assert_snapshot!(*name, outline::fields(&lowered(name), fields));
        }
    });
    let left_over = &names_in(&directory().join("../snapshots/decisions")) - &topics();
    assert!(left_over.is_empty(), "these snapshots have no topic: {left_over:?}");
}

#[test]
fn every_fixture_has_its_topic() {
    let mut topics = topics();
    topics.insert(WHOLE.to_owned());
    assert_eq!(names_in(directory()), topics);
}

fn topics() -> BTreeSet<String> {
    TOPICS.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// The names of the files in a directory, without their extensions.
fn names_in(directory: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(directory).expect("a directory");
    let files = files.map(|file| file.expect("a file").path());
    files.map(|file| file.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}
