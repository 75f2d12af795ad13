//! A device whose clock is wrong.

use std::time::{Duration, SystemTime};

use iot_jobs_data::error::SdkError;
use iot_jobs_data::primitives::{DateTime, DateTimeFormat};
use tests::server::{Reply, Request, Server};

use crate::call::{assert_asked, assert_says, call, client, config, failure};

const HOUR: i64 = 3600;

#[tokio::test]
async fn a_wrong_clock_is_corrected_and_the_correction_remembered() {
    for offset in [HOUR, -HOUR] {
        let server = Server::playing([too_far_off(offset), Reply::ok("{}"), Reply::ok("{}")]);
        let client = client(&server);
        call(&client).await.expect("the second attempt succeeds");
        call(&client).await.expect("an answer at once");
        let requests = server.requests();
        assert_signed_at(&requests[0], 0);
        assert_signed_at(&requests[1], offset);
        assert_signed_at(&requests[2], offset);
        assert_asked(&server, 3, 1).await;
    }
}

#[tokio::test]
async fn a_refusal_with_the_right_date_is_not_tried_again() {
    let server = Server::playing([too_far_off(0)]);
    let error = failure(config(server.url())).await;
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_says(&error, &["InvalidSignatureException", "status 403", "1 attempt,"]);
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn a_clock_that_no_correction_helps_is_an_error() {
    let server = Server::playing(vec![too_far_off(HOUR); 3]);
    let error = failure(config(server.url())).await;
    assert_says(&error, &["InvalidSignatureException", "status 403"]);
    // After the correction, a correct clock cannot be the problem.
    assert_asked(&server, 2, 1).await;
}

#[tokio::test]
async fn a_page_of_a_proxy_sets_no_clock() {
    for status in [401, 403] {
        let page = || {
            let page = Reply::new(status, "<html>blocked by policy</html>");
            page.header("content-type", "text/html").header("date", &http_date(-HOUR))
        };
        let server = Server::playing([page(), Reply::ok("{}")]);
        let client = client(&server);
        call(&client).await.expect_err("a refusal");
        let pending = client.get_pending_job_executions().thing_name("pump").customize();
        let presigned = pending.presign(Duration::from_secs(60)).await.expect("a URL");
        let date = presigned.uri().split_once("X-Amz-Date=").expect("a date").1;
        assert_is_about(date.split('&').next().expect("a value"), 0);
        call(&client).await.expect("an answer");
        for request in server.requests() {
            assert_signed_at(&request, 0);
        }
        assert_asked(&server, 2, 1).await;
    }
}

#[tokio::test]
async fn a_refusal_of_aws_sets_the_clock_whatever_it_is_called() {
    let denied = Reply::new(403, r#"{"code":"AccessDeniedException"}"#)
        .header("x-amzn-requestid", "id-1")
        .header("date", &http_date(HOUR));
    let server = Server::playing([denied, Reply::ok("{}")]);
    call(&client(&server)).await.expect("the second attempt succeeds");
    assert_signed_at(&server.requests()[1], HOUR);
}

#[tokio::test]
async fn a_success_takes_a_wrong_correction_back() {
    let ok = |offset: i64| Reply::ok("{}").header("date", &http_date(offset));
    // A difference of 200 seconds is not corrected.
    let replies = [too_far_off(HOUR), ok(HOUR + 200), ok(HOUR - 200), ok(0), ok(0)];
    let server = Server::playing(replies);
    let client = client(&server);
    for _ in 0..4 {
        call(&client).await.expect("an answer");
    }
    let requests = server.requests();
    for (request, offset) in requests.iter().zip([0, HOUR, HOUR, HOUR, 0]) {
        assert_signed_at(request, offset);
    }
    assert_asked(&server, 5, 1).await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_and_one_to_a_right_clock_change_nothing() {
    let odd = Reply::ok("<html>").header("date", &http_date(0));
    let early = Reply::ok("{}").header("date", &http_date(-HOUR));
    let server = Server::playing([too_far_off(HOUR), odd, Reply::ok("{}")]);
    let client = client(&server);
    call(&client).await.expect_err("no answer");
    call(&client).await.expect("an answer");
    assert_signed_at(&server.requests()[2], HOUR);

    let server = Server::playing([early, Reply::ok("{}")]);
    let client = self::client(&server);
    call(&client).await.expect("an answer");
    call(&client).await.expect("an answer");
    assert_signed_at(&server.requests()[1], 0);
}

#[tokio::test]
async fn wrong_keys_are_sent_once_a_call_after_a_correction() {
    let server = Server::playing(vec![too_far_off(HOUR); 6]);
    let client = client(&server);
    for _ in 0..5 {
        call(&client).await.expect_err("a refusal");
    }
    assert_asked(&server, 6, 1).await;
}

fn too_far_off(offset: i64) -> Reply {
    let body =
        r#"{"message":"Signature expired: 20261121T120000Z is now earlier than 20261121T125500Z"}"#;
    Reply::new(403, body)
        .header("x-amzn-errortype", "InvalidSignatureException")
        .header("date", &http_date(offset))
}

/// The time this many seconds from now, in the format of headers.
pub(crate) fn http_date(offset: i64) -> String {
    now(offset).fmt(DateTimeFormat::HttpDate).expect("a date")
}

/// The request was signed for the time this many seconds from now, ± 1 minute.
#[track_caller]
fn assert_signed_at(request: &Request, offset: i64) {
    assert_is_about(request.header("x-amz-date").expect("a date"), offset);
}

#[track_caller]
fn assert_is_about(date: &str, offset: i64) {
    let compact = |offset| {
        let text = now(offset).fmt(DateTimeFormat::DateTime).expect("a date");
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>()
    };
    let (from, to) = (compact(offset - 60), compact(offset + 60));
    assert!((from.as_str()..to.as_str()).contains(&date), "{date} is not from {from} to {to}");
}

fn now(offset: i64) -> DateTime {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = now.as_ref().map_or(0, Duration::as_secs);
    DateTime::from_secs(i64::try_from(seconds).expect("a time") + offset)
}
