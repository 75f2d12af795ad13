//! Snapshots of what each emitter writes: a few items of emitted files, so that a change of an
//! emitter changes only its own. Decisions are in the snapshots of `codegen`.

use crate::fixtures;
use crate::item::item;

/// The fixture, the emitted file, and the items in it.
type Place = (&'static str, &'static str, &'static [&'static str]);

/// The emitters, and the items that show what they write.
const EMITTERS: &[(&str, &[Place])] = &[
    (
        "auth",
        &[
            ("authentication", "src/operation/open.rs", &["impl Operation for › const AUTH"]),
            ("authentication", "src/operation/usual.rs", &["impl Operation for › const AUTH"]),
            ("certificates", "src/operation/report.rs", &["impl Operation for › const AUTH"]),
        ],
    ),
    (
        "checks",
        &[
            ("constraints", "src/operation/check.rs", &["impl Operation for › fn check"]),
            ("constraints", "src/types/part.rs", &["impl Validate for Part"]),
            ("unions", "src/types/choice.rs", &["impl Validate for Choice"]),
        ],
    ),
    (
        "client",
        &[
            ("retries", "src/client.rs", &["pub(crate) static SERVICE"]),
            ("certificates", "src/client.rs", &["pub(crate) static SERVICE"]),
            (
                "deprecated",
                "src/client.rs",
                &["impl Client › pub fn fresh", "impl Client › pub fn old"],
            ),
        ],
    ),
    (
        "debug",
        &[
            ("sensitive", "src/types/choice.rs", &["redacted_variants!"]),
            ("sensitive", "src/types/mood.rs", &["redacted!"]),
        ],
    ),
    (
        "defaults",
        &[
            ("default_values", "src/operation/echo.rs", &["member_defaults!"]),
            ("default_values", "src/types/error.rs", &["member_defaults!(busy_default"]),
        ],
    ),
    (
        "endpoint_context",
        &[
            ("endpoint_context", "src/operation/enums.rs", &["impl Operation for › fn endpoint"]),
            ("endpoint_context", "src/operation/fixed.rs", &["impl Operation for › fn endpoint"]),
            ("endpoint_context", "src/operation/members.rs", &["impl Operation for › fn endpoint"]),
            ("endpoint_context", "src/operation/paths.rs", &["impl Operation for › fn endpoint"]),
        ],
    ),
    (
        "endpoint_parameters",
        &[
            (
                "endpoint_context",
                "src/endpoint.rs",
                &[
                    "pub struct Params",
                    "impl From<&Config> for Params",
                    "pub trait ServiceSettings",
                    "impl ServiceSettings for ConfigBuilder",
                ],
            ),
            ("endpoint_rules", "src/endpoint.rs", &["impl From<&Config> for Params"]),
        ],
    ),
    ("endpoint_rules", &[("endpoint_rules", "src/endpoint.rs", &["pub fn resolve"])]),
    (
        "endpoint_tests",
        &[
            (
                "endpoint_context",
                "tests/endpoints.rs",
                &["fn nothing_set_by_plain", "fn deep_live_fast_by_paths"],
            ),
            (
                "endpoint_rules",
                "tests/endpoints.rs",
                &["fn arn_arn_aws_sns_eu_west_1_123456789012_topic_a_b", "fn arn_topic"],
            ),
        ],
    ),
    ("enums", &[("enums", "src/types/level.rs", &["pub enum Level"])]),
    (
        "exceptions",
        &[
            (
                "collection_payloads",
                "src/types/error.rs",
                &["impl Refused › fn read_reply", "exceptions!"],
            ),
            ("header_members", "src/types/error.rs", &["impl Gone › fn read_reply"]),
            ("sensitive", "src/types/error.rs", &["exceptions!"]),
        ],
    ),
    (
        "operation",
        &[
            (
                "error_messages",
                "src/operation/put.rs",
                &["pub enum PutError", "operation_error!", "pub type Put =", "pub mod builders"],
            ),
            (
                "request_bodies",
                "src/operation/put_both.rs",
                &[
                    "impl Operation for › const IDEMPOTENT",
                    "impl Operation for › const COMPRESSION",
                    "impl Operation for › const CHECKSUMS",
                ],
            ),
            (
                "idempotency_token",
                "src/operation/make.rs",
                &["impl Operation for › fn fill_idempotency_token"],
            ),
            (
                "host_prefixes",
                "src/operation/labelled.rs",
                &["impl Operation for › const HOST_PREFIX"],
            ),
        ],
    ),
    (
        "paginators",
        &[
            (
                "pagination",
                "src/operation/list_nested.rs",
                &["pub type ListNestedPaginator", "paginated!"],
            ),
            ("pagination", "src/operation/list_numbered.rs", &["paginated!"]),
            ("pagination", "src/operation/list_pages.rs", &["paginated!"]),
            ("pagination", "src/operation/list_sparse.rs", &["paginated!"]),
            ("pagination", "src/operation/list_usage.rs", &["paginated!"]),
        ],
    ),
    (
        "queries",
        &[
            ("waiters", "src/waiters/comparisons.rs", &["impl Waiter for › fn accept"]),
            ("waiters", "src/waiters/filters.rs", &["impl Waiter for › fn accept"]),
            ("waiters", "src/waiters/functions.rs", &["impl Waiter for › fn accept"]),
            ("waiters", "src/waiters/indexes.rs", &["impl Waiter for › fn accept"]),
            ("waiters", "src/waiters/lists.rs", &["impl Waiter for › fn accept"]),
            ("waiters", "src/waiters/unions.rs", &["impl Waiter for › fn accept"]),
        ],
    ),
    (
        "requests",
        &[
            ("bindings", "src/operation/find.rs", &["impl Operation for › fn request"]),
            (
                "collection_payloads",
                "src/operation/put_times.rs",
                &["impl Operation for › fn request"],
            ),
            ("host_label_defaults", "src/operation/list.rs", &["impl Operation for › fn request"]),
            ("payloads", "src/operation/put_bytes.rs", &["impl Operation for › fn request"]),
            ("payloads", "src/operation/put_document.rs", &["impl Operation for › fn request"]),
            ("payloads", "src/operation/put_text.rs", &["impl Operation for › fn request"]),
            ("payloads", "src/operation/put_thing.rs", &["impl Operation for › fn request"]),
            ("prefix_headers", "src/operation/tag.rs", &["impl Operation for › fn request"]),
            ("query_params", "src/operation/search.rs", &["impl Operation for › fn request"]),
            ("service_facts", "src/operation/get_vault.rs", &["impl Operation for › fn request"]),
            ("timestamps_in_http", "src/operation/when.rs", &["impl Operation for › fn request"]),
        ],
    ),
    (
        "responses",
        &[
            (
                "collection_payloads",
                "src/operation/put_times.rs",
                &["impl Operation for › fn response"],
            ),
            ("default_values", "src/operation/echo.rs", &["impl Operation for › fn response"]),
            ("header_members", "src/operation/look.rs", &["impl Operation for › fn response"]),
            ("payloads", "src/operation/put_bytes.rs", &["impl Operation for › fn response"]),
            ("payloads", "src/operation/put_document.rs", &["impl Operation for › fn response"]),
            ("payloads", "src/operation/put_thing.rs", &["impl Operation for › fn response"]),
            ("prefix_headers", "src/operation/tag.rs", &["impl Operation for › fn response"]),
            ("timestamps_in_http", "src/operation/when.rs", &["impl Operation for › fn response"]),
        ],
    ),
    (
        "streams",
        &[(
            "streaming",
            "src/operation/transform.rs",
            &["impl Operation for › fn take_body", "impl Operation for › fn attach_body"],
        )],
    ),
    (
        "structures",
        &[
            ("default_values", "src/operation/echo.rs", &["pub struct EchoOutput"]),
            ("error_correction", "src/types/both.rs", &["pub struct Both"]),
            ("json_names", "src/operation/echo.rs", &["pub struct EchoInput"]),
            ("odd_names", "src/types/match.rs", &["pub struct Match"]),
            ("recursion", "src/types/second.rs", &["pub struct Second"]),
            ("sensitive", "src/types/vault.rs", &["pub struct Vault"]),
            ("streaming", "src/operation/transform.rs", &["pub struct TransformOutput"]),
        ],
    ),
    ("unions", &[("unions", "src/types/choice.rs", &["pub enum Choice", "tagged_union!"])]),
    ("waiters", &[("waiters", "src/waiters/job_done.rs", &["waiter!", "impl Waiter for JobDone"])]),
    (
        "wire_tests",
        &[
            ("big_numbers", "tests/requests.rs", &["fn big_numbers_request"]),
            ("default_values", "tests/responses.rs", &["fn client_reads_what_is_there"]),
            ("raw_text", "tests/requests.rs", &["fn text_that_looks_like_rust"]),
            ("timestamps_in_http", "tests/requests.rs", &["fn between_two_times"]),
            ("query_params", "tests/requests.rs", &["fn search_with_everything"]),
            ("header_members", "tests/responses.rs", &["fn gone_with_headers"]),
            ("streaming", "tests/responses.rs", &["fn stream_beside_headers"]),
        ],
    ),
];

#[test]
fn each_emitter_writes_what_it_wrote() {
    crate::settings("emitters").bind(|| {
        for (emitter, places) in EMITTERS {
            let text: String = places.iter().map(shown).collect();
            insta::assert_snapshot!(*emitter, text);
        }
    });
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/emitters");
    for file in std::fs::read_dir(directory).expect("the snapshots") {
        let file = file.expect("a snapshot").path();
        let is_seen = EMITTERS.iter().any(|(name, _)| file.file_stem() == Some(name.as_ref()));
        assert!(is_seen, "{} is of no emitter", file.display());
    }
}

fn shown((fixture, path, items): &Place) -> String {
    let files = fixtures::files(fixture);
    let file = files.get(*path).unwrap_or_else(|| panic!("{fixture} has no {path}"));
    let items: Vec<String> = items.iter().map(|path| item(file, path)).collect();
    format!("==> {fixture}: {path}\n{}\n", items.join("\n"))
}
