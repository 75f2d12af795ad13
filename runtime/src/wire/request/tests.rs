use std::error::Error;

use super::super::{Base64, Dense};
use super::*;

#[test]
fn absent_values_leave_no_trace() {
    let request = RequestBuilder::new("GET", "/things/t/jobs")
        .query("a", &None::<bool>)
        .query("b", &Some(i64::MAX))
        .query("c", &vec!["x y".to_owned(), "z&".to_owned()])
        .header("x-none", &None::<String>)
        .header("x-list", &vec![1, 2])
        .empty()
        .unwrap();
    assert_eq!(request.uri(), "/things/t/jobs?b=9223372036854775807&c=x%20y&c=z%26");
    assert_eq!(request.headers().len(), 1);
    assert_eq!(request.headers()["x-list"], "1, 2");
}

#[test]
fn maps_give_way_to_what_is_set_already() {
    let map = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        pairs.collect::<HashMap<_, _>>()
    };
    let request = RequestBuilder::new("GET", "/{id}?fixed=1&bare")
        .label("id", &7)
        .query("a b", &"x".to_owned())
        .query_params(&map(&[("a b", "y"), ("fixed", "2"), ("bare", "3"), ("z", "4")]))
        .query_params(&None::<HashMap<String, Vec<String>>>)
        .header("x-m-tag", &"t".to_owned())
        .prefix_headers("x-m-", &map(&[("Tag", "other"), ("more", "")]))
        .empty()
        .unwrap();
    assert_eq!(request.uri(), "/7?fixed=1&bare&a%20b=x&z=4");
    assert_eq!(request.headers()["x-m-tag"], "t");
    assert_eq!(request.headers()["x-m-more"], "");
    let hostile = map(&[("a\r\nb", "c")]);
    assert!(RequestBuilder::new("GET", "/").prefix_headers("", &hostile).empty().is_err());
}

#[test]
fn a_payload_says_what_it_is_unless_a_member_does() {
    let request = || RequestBuilder::new("PUT", "/");
    let sent = |request: Result<Request, BuildError>| {
        let request = request.unwrap();
        let media_type = request.headers().get(CONTENT_TYPE);
        let media_type = media_type.map(|value| value.to_str().unwrap().to_owned());
        (media_type, String::from_utf8(request.into_body().to_vec()).unwrap())
    };
    let of = |media_type: &str, body: &str| (Some(media_type.to_owned()), body.to_owned());
    assert_eq!(sent(request().blob("a/b", &Blob::new("x"))), of("a/b", "x"));
    assert_eq!(sent(request().blob("a/b", &None::<Blob>)), (None, String::new()));
    assert_eq!(sent(request().text("a/b", &"x".to_owned())), of("a/b", "x"));
    assert_eq!(sent(request().text("a/b", &None::<String>)), (None, String::new()));
    assert_eq!(sent(request().json_payload(None::<&i32>)), of("application/json", "{}"));
    let document = Document::String("x".into());
    assert_eq!(sent(request().document(&document)), of("application/json", "\"x\""));
    assert_eq!(sent(request().document(&None::<Document>)), (None, String::new()));
    let list = request().json_as::<Dense<Base64>, _>(Some(&vec![Blob::new("x")]));
    assert_eq!(sent(list), of("application/json", r#"["eA=="]"#));
    assert_eq!(sent(request().json_as::<Dense, Vec<bool>>(None)), (None, String::new()));
    let own = request().header("content-type", &"c/d".to_owned());
    assert_eq!(sent(own.blob("a/b", &Blob::new("x"))), of("c/d", "x"));
}

#[test]
fn a_header_that_would_split_the_request_is_refused() {
    let error = RequestBuilder::new("GET", "/").header("x-a", &"a\r\nb: c".to_owned()).empty();
    assert!(error.unwrap_err().to_string().contains("x-a"));
    let error = RequestBuilder::new("GET", "/").header("x a", &1).empty();
    assert!(error.unwrap_err().to_string().contains("x a"));
}

#[test]
fn labels_are_encoded_and_stay_within_their_segment() {
    let path = |first: &str, rest: &str| {
        let request = RequestBuilder::new("PUT", "/a/{first}/b/{rest+}/c")
            .label("first", &first.to_owned())
            .label("rest", &rest.to_owned());
        request.empty().map(|request| request.uri().to_string())
    };
    assert_eq!(path("x/y", "1/2 3").unwrap(), "/a/x%2Fy/b/1/2%203/c");
    let default = |value: Option<&str>| {
        let request = RequestBuilder::new("GET", "/{id}").label_or("id", &value, "-");
        request.empty().unwrap().uri().to_string()
    };
    assert_eq!([default(None), default(Some("")), default(Some("x"))], ["/-", "/-", "/x"]);
    for (first, rest) in [("", "x"), ("..", "x"), ("x", ""), ("x", "a/../b")] {
        assert!(path(first, rest).unwrap_err().to_string().contains("is "));
    }
    let number = RequestBuilder::new("GET", "/{id}").label("id", &7).query("q", &true);
    assert_eq!(number.empty().unwrap().uri(), "/7?q=true");
}

#[test]
fn labels_that_do_not_fit_the_path_are_refused() {
    let request = || RequestBuilder::new("GET", "/a/{first}/b/{second+}");
    let complaint = |request: RequestBuilder| request.empty().unwrap_err().to_string();
    let other_order = request().label("second", &2).label("first", &1);
    assert_eq!(
        complaint(other_order),
        r#"`second` is not the next label in the rest of path or host: "/a/{first}/b/{second+}""#
    );
    let too_many = request().label("first", &1).label("second", &2).label("third", &3);
    assert_eq!(
        complaint(too_many),
        r#"`third` is not the next label in the rest of path or host: """#
    );
    let too_few = "`second` is a label of the path or the host that was not filled in";
    assert_eq!(complaint(request().label("first", &1)), too_few);
    assert_eq!(complaint(request().label("first", &1).query("q", &1)), too_few);
}

#[test]
fn what_is_wrong_with_a_uri_is_its_cause() {
    let problem = |path, value: String| {
        let request = RequestBuilder::new("GET", path).query("q", &value).empty();
        let error = request.unwrap_err();
        assert_eq!(error.to_string(), "path and query cannot be part of a URI");
        error.source().unwrap().to_string()
    };
    assert_eq!(problem("/", "x".repeat(1 << 16)), "uri too long");
    assert_eq!(problem("/a b", String::new()), "invalid uri character");
}
