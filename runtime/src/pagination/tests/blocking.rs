use serde_json::json;

use super::{pages, queries};
use crate::client::{Blocking, Customized};
use crate::config::{ReplayEvent, ReplayTransport};
use crate::fake::{List, blocking_engine};

fn call(replay: &ReplayTransport) -> Customized<List, Blocking> {
    Customized::new(blocking_engine(replay), Ok(List::default()))
}

#[test]
fn pages_are_an_iterator_that_fetches_what_is_asked_for() {
    let replay = pages(&["a", "b"]);
    replay.push(ReplayEvent::json(200, json!({"words": []})));
    let mut pages = call(&replay).into_paginator().page_size(7).send();
    pages.next().unwrap().unwrap();
    assert_eq!(queries(&replay), ["size=7"]);
    assert_eq!(pages.by_ref().map(Result::unwrap).count(), 2);
    assert!(pages.next().is_none());
    assert_eq!(queries(&replay), ["size=7", "token=a&size=7", "token=b&size=7"]);
}

#[test]
fn items_come_out_of_pages_and_an_error_is_the_last_thing_that_comes() {
    let replay = pages(&["a", "b"]);
    replay.push(ReplayEvent::json(400, json!({"code": "Gone"})));
    let mut words = call(&replay).into_paginator().items().send();
    assert_eq!(words.next().unwrap().unwrap(), "0");
    assert_eq!(words.next().unwrap().unwrap(), "1");
    let error = words.next().unwrap().unwrap_err();
    assert!(error.to_string().contains("Gone"), "{error}");
    assert!(words.next().is_none());
}

#[test]
fn the_same_token_twice_is_the_end_unless_told_otherwise() {
    let replay = pages(&["a", "a", "a"]);
    assert_eq!(call(&replay).into_paginator().send().map(Result::unwrap).count(), 2);
    let replay = pages(&["a", "a", ""]);
    let pages = call(&replay).into_paginator().stop_on_duplicate_token(false).send();
    assert_eq!(pages.map(Result::unwrap).count(), 3);
}
