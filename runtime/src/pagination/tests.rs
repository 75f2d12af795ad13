#[cfg(feature = "blocking")]
mod blocking;

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;

use futures_core::Stream;
use serde_json::json;

use super::PageToken;
use crate::client::Customized;
use crate::config::{ReplayEvent, ReplayTransport};
use crate::error::BuildError;
use crate::fake::{List, call, engine, outside_a_runtime};
use crate::paginated;

paginated!(
    List,
    token(String, |input| &mut input.token, |output| output.next.as_ref()),
    items(Vec::<String>, |output| output.words.unwrap_or_default()),
    page_size(|input, page_size| input.size = Some(page_size)),
);

/// Pages with one word each and the token of the next page.
fn pages(tokens: &[&str]) -> ReplayTransport {
    let page = |(number, token): (usize, &&str)| {
        ReplayEvent::json(200, json!({"next": token, "words": [number.to_string()]}))
    };
    ReplayTransport::new(tokens.iter().enumerate().map(page))
}

fn queries(replay: &ReplayTransport) -> Vec<String> {
    let requests = replay.requests();
    requests.iter().map(|request| request.uri().query().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn pages_follow_each_other_until_one_has_no_token() {
    let replay = pages(&["a", "b"]);
    replay.push(ReplayEvent::json(200, json!({"words": []})));
    let pages = call(&replay).into_paginator().page_size(7).send().try_collect().await.unwrap();
    assert_eq!(pages.len(), 3);
    assert_eq!(queries(&replay), ["size=7", "token=a&size=7", "token=b&size=7"]);
}

#[test]
fn a_page_outside_a_runtime_is_an_error_that_says_so() {
    let replay = pages(&["a"]);
    let mut pages = call(&replay).into_paginator().send();
    let error = outside_a_runtime(pages.try_next()).unwrap_err().to_string();
    assert!(error.contains("there is no Tokio runtime here"), "{error}");
    let mut words = call(&replay).into_paginator().items().send();
    let error = outside_a_runtime(words.try_next()).unwrap_err().to_string();
    assert!(error.contains("there is no Tokio runtime here"), "{error}");
}

#[tokio::test]
async fn an_empty_token_is_none() {
    let replay = pages(&["a", ""]);
    let mut pages = call(&replay).into_paginator().send();
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none(), "the end stays the end");
    assert!(String::new().is_empty() && HashMap::<String, String>::new().is_empty());
    assert!(!PageToken::is_empty(&HashMap::from([("key".to_owned(), 1)])));
    assert!(PageToken::is_empty(&0_i32) && PageToken::is_empty(&0_i64));
    assert!(!PageToken::is_empty(&2_i8) && !PageToken::is_empty(&-1_i16));
}

#[tokio::test]
async fn items_come_out_of_pages_and_empty_pages_are_passed_over() {
    let replay = pages(&["a"]);
    replay.push(ReplayEvent::json(200, json!({"next": "b"})));
    replay.push(ReplayEvent::json(200, json!({"words": ["x", "y"]})));
    let items = call(&replay).into_paginator().items().send();
    let items: Result<Vec<String>, _> = items.collect().await;
    assert_eq!(items.unwrap(), ["0", "x", "y"]);
}

#[tokio::test]
async fn the_same_token_twice_is_the_end_unless_told_otherwise() {
    let replay = pages(&["a", "a", "b", ""]);
    let paginator = call(&replay).into_paginator();
    assert_eq!(paginator.send().try_collect().await.unwrap().len(), 2);

    let replay = pages(&["a", "a", "b", ""]);
    let paginator = call(&replay).into_paginator().stop_on_duplicate_token(false);
    assert_eq!(paginator.send().try_collect().await.unwrap().len(), 4);
}

#[tokio::test]
async fn an_error_is_the_last_thing_that_comes() {
    let replay = pages(&["a"]);
    replay.push(ReplayEvent::json(400, json!({"code": "Gone"})));
    replay.push(ReplayEvent::json(200, "{}"));
    let mut items = call(&replay).into_paginator().items().send();
    assert_eq!(items.next().await.unwrap().unwrap(), "0");
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("Gone"), "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(replay.remaining(), 1);
}

#[tokio::test]
async fn a_call_that_cannot_be_built_is_an_error_and_no_request() {
    let replay = ReplayTransport::new([]);
    let incomplete = Err(BuildError::missing("List", "word"));
    let call: Customized<List> = Customized::new(engine(&replay), incomplete);
    let mut pages = call.into_paginator().page_size(1).send();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(error.to_string().starts_with("List failed: "), "{error}");
    assert!(pages.next().await.is_none() && replay.requests().is_empty());
}

#[tokio::test]
async fn settings_of_a_call_are_those_of_all_its_pages() {
    let replay = pages(&["a", ""]);
    let call = call(&replay).header("x-who", "me");
    assert_eq!(call.into_paginator().send().try_collect().await.unwrap().len(), 2);
    assert!(replay.requests().iter().all(|request| request.headers()["x-who"] == "me"));
}

#[tokio::test]
async fn it_is_a_stream_that_fetches_what_is_asked_for() {
    let replay = pages(&["a", ""]);
    let mut pages = pin!(call(&replay).into_paginator().send());
    assert!(replay.requests().is_empty());
    let page = poll_fn(|cx| pages.as_mut().poll_next(cx)).await;
    assert!(page.unwrap().is_ok());
    assert_eq!(replay.requests().len(), 1);
}
