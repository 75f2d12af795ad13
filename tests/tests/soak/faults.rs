use std::time::Duration;

use tests::server::{At, Reply, Request};

/// The normal reply to a request: one job with the name of its thing.
pub(crate) fn answer(request: &Request) -> Reply {
    let thing = request.target.split('/').nth(2).unwrap_or_default();
    Reply::ok(format!(r#"{{"queuedJobs":[{{"jobId":"{thing}"}}]}}"#))
}

/// A sequence of faults.
pub(crate) fn fault(number: usize, request: &Request) -> Reply {
    let answer = || answer(request);
    match number % 36 {
        // Errors of the service.
        0 => Reply::new(400, r#"{"code":"InvalidRequestException","message":"no"}"#),
        1 => Reply::new(400, r#"{"message":"no code"}"#),
        2 => Reply::new(403, r#"{"message":"no right"}"#),
        3 => Reply::new(404, PAGE).header("content-type", "text/html"),
        4 => Reply::new(501, ""),
        5 => Reply::ok(r#"{"Output":{"__type":"a#UnknownOperationException"}}"#),
        // Transient errors.
        6 => Reply::new(500, ""),
        7 => Reply::new(502, PAGE).header("content-type", "text/html"),
        8 => Reply::new(503, r#"{"code":"ServiceUnavailableException"}"#),
        9 => Reply::new(504, PAGE).header("content-type", "text/html").closing(),
        10 => Reply::new(429, "").header("x-amz-retry-after", "10"),
        11 => Reply::new(429, r#"{"code":"ThrottlingException"}"#),
        // Connections that break off.
        12 => answer().reset(At::Start),
        13 => answer().reset(At::Head),
        14 => answer().reset(At::HeadEnd),
        15 => answer().reset(At::Body),
        16 => answer().reset(At::End),
        17 => answer().fin(At::Start),
        18 => answer().fin(At::Head),
        19 => answer().fin(At::HeadEnd),
        20 => answer().fin(At::Body),
        21 => answer().fin(At::End),
        22 => answer().closing(),
        // Delays.
        23 => answer().stall(At::Start),
        24 => answer().stall(At::Head),
        25 => answer().stall(At::HeadEnd),
        26 => answer().stall(At::Body),
        27 => Reply::ok(" ".repeat(1000)).trickled(Duration::from_millis(20)),
        // Replies that cannot be parsed.
        28 => Reply::ok(r#"{"queuedJobs":[{"jobId":"fl"#),
        29 => Reply::ok(PAGE).header("content-type", "text/html"),
        30 => Reply::raw("SSH-2.0-OpenSSH_9.6\r\n"),
        31 => answer().header("x-large", &"a".repeat(128 << 10)),
        32 => answer().header("content-length", "17179869184").followed_forever_by(" "),
        33 => Reply::endless(&" ".repeat(1000)),
        // Valid HTTP that only looks like a fault.
        34 => answer().after_informational(100),
        _ => answer().trickled(Duration::from_millis(1)),
    }
}

const PAGE: &str = "<html><title>Not what you asked for</title></html>";
