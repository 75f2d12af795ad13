//! How a finding shows its location.

use crate::support::refusal;

fn dangling(text: &str) -> String {
    refusal(&[("model.json", text)])
}

#[test]
fn the_line_is_shown_with_what_is_wrong_in_it() {
    let text = "{\n\t\"smithy\": \"2.0\", \"shapes\": {\n\t\"a#List\": {\"type\": \"list\",\n\t\t\"member\": \
                {\"target\": \"a#Gone\"}}\n}}";
    let expected = "\
error: the member targets a#Gone, which does not exist
  --> model.json:4:24
   |
 4 |         \"member\": {\"target\": \"a#Gone\"}}
   |                              ^^^^^^^^
   = note: shape a#List$member
   = note: at shapes › a#List › member › target
   = help: correct the id, or load the file that defines it as well

1 error";
    assert_eq!(dangling(text), expected);
}

#[test]
fn a_model_on_one_line_is_cut_to_a_window() {
    let text = |number| format!("\"a#Text{number}\": {{\"type\": \"string\"}}, ");
    let texts = |numbers: std::ops::Range<usize>| numbers.map(text).collect::<String>();
    let list = "\"a#List\": {\"type\": \"list\", \"member\": {\"target\": \"a#温度\"}}, ";
    let model = |before: String, after: String| {
        format!(
            "{{\"smithy\": \"2.0\", \"shapes\": {{{before}{list}{after}\"a#End\": {{\"type\": \"string\"}}}}}}"
        )
    };
    let found = dangling(&model(String::new(), texts(0..2000)));
    let line = found.lines().nth(3).expect("a line");
    assert!(line.starts_with(" 1 | …") && line.ends_with('…'), "{found}");
    let found = dangling(&model(texts(0..2000), texts(2000..4000)));
    let lines: Vec<&str> = found.lines().collect();
    assert!(lines[3].starts_with(" 1 | …") && lines[3].ends_with('…'), "{found}");
    assert!(lines[3].contains("{\"target\": \"a#温度\"}"), "{found}");
    assert!(lines[3].chars().count() < 110, "{found}");
    let marked = lines[4].trim_start_matches("   | ").trim_start();
    assert_eq!(marked, "^".repeat("\"a#\"".len() + 4), "{found}");
}

#[test]
fn text_that_is_not_json_is_shown_where_it_ends() {
    let found = dangling("{\n  \"smithy\": \"2.0\",\n  oops\n}");
    assert!(found.contains(" 3 |   oops\n   |   ^\n"), "{found}");
    for text in ["", "{", "{\"smithy\": \"2.0\"", "\u{feff}{}", "ä", "[1,\n\n"] {
        assert!(dangling(text).contains("this is not JSON"), "{text}");
    }
}

#[test]
fn keys_with_quotes_in_them_are_marked_as_a_whole() {
    let text = "{\"smithy\": \"2.0\", \"say \\\"hi\\\"\": {}, \"shapes\": []}";
    let found = dangling(text);
    assert!(found.contains(&format!("   |                   {}\n", "^".repeat(12))), "{found}");
}
