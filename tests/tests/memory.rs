//! The memory use of hostile replies of 16 MiB, the maximum that is read. One test in its own
//! process, because the peak is that of the process. Linux only.

use bytes::Bytes;
use http::Response;
use iot_jobs_data::Operation;
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsInput;
use iot_jobs_data::primitives::Document;
use smithy_client_runtime::wire::{ErrorReply, MemoryLimit, Reply};
use tests::memory::{peak_memory, reset_peak_memory, resident_memory};

/// The default limit for the body of a response.
const BODY: usize = 16 << 20;

/// A reply of that size.
fn filled(start: &str, entry: &str, end: &str) -> Response<Bytes> {
    let entries = (BODY - start.len() - end.len()) / (entry.len() + 1) - 1;
    let body = format!("{start}{}{entry}{end}", format!("{entry},").repeat(entries));
    Response::new(Bytes::from(body))
}

/// Reads a reply, and compares its memory use with the limit.
fn bounded<T>(response: &Response<Bytes>, read: impl FnOnce(&Response<Bytes>) -> T) -> T {
    reset_peak_memory();
    let before = resident_memory();
    let value = read(response);
    let (taken, limit) = (peak_memory() - before, MemoryLimit::default().bytes() as u64);
    assert!(taken < limit, "{} MiB of {}", taken >> 20, limit >> 20);
    value
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /proc of Linux")]
fn the_largest_replies_take_no_more_memory_than_the_limit_allows() {
    let empty = filled(r#"{"queuedJobs":["#, "{}", "]}");
    let error = bounded(&empty, GetPendingJobExecutionsInput::response);
    let error = error.expect_err("it is too large").to_string();
    assert!(error.contains("`MemoryLimit`"), "{error}");
    drop(empty);
    for entry in ["[]", "[0]", r#"{"":0}"#] {
        let document = filled("[", entry, "]");
        let document = bounded(&document, |document| Reply::of(document).document());
        document.map(drop).expect_err("it is too large");
        let error = filled(r#"{"code":"A7","more":["#, entry, "]}");
        let error = bounded(&error, |error| ErrorReply::new(error.clone()));
        assert_eq!(error.code(), None, "{entry}");
    }
    let inside = filled(r#"{"__type":"A7","more":["#, "{}", "]}");
    assert!(bounded(&inside, ErrorReply::inside_success).is_none());

    // Real replies are far below the limit: they are as long, but have contents.
    let job = r#"{"jobId":"firmware-2-4-1","queuedAt":1763712000,"lastUpdatedAt":1763712000}"#;
    let jobs = filled(r#"{"queuedJobs":["#, job, "]}");
    let output = bounded(&jobs, GetPendingJobExecutionsInput::response).expect("an answer");
    assert!(output.queued_jobs().len() > 100_000);
    let texts = filled(r#"{"text":["#, r#""a line of text""#, "]}");
    let document = bounded(&texts, |texts| Reply::of(texts).document()).expect("JSON");
    assert!(matches!(document, Some(Document::Object(_))));
}
