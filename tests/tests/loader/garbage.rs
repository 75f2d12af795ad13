//! The loader accepts or rejects any input quickly.

use std::fmt::Write;

use codegen::ModelFile;
use codegen::smithy::load;
use serde_json::{Value, json};

const SOUND: &str = include_str!("sound.json");

#[test]
fn the_model_that_is_bent_below_is_sound() {
    if let Err(found) = load_text(SOUND) {
        panic!("{found}");
    }
}

/// Each value in turn is replaced and removed.
#[test]
fn no_bent_model_makes_the_loader_panic() {
    let sound: Value = serde_json::from_str(SOUND).expect("JSON");
    let places = places(&sound);
    let bends = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!("oops"),
        json!("com.example#Thing"),
        json!([]),
        json!([null, {}]),
        json!({}),
        json!({"target": "com.example#Node"}),
    ];
    let mut refused = 0;
    // Each place gets one of the changes: all of them would take half a minute.
    for (place, bend) in places.iter().zip(bends.iter().cycle()) {
        let mut bent = sound.clone();
        *bent.pointer_mut(place).expect("a place") = bend.clone();
        refused += usize::from(load_text(&bent.to_string()).is_err());
        let mut lacking = sound.clone();
        remove(&mut lacking, place);
        refused += usize::from(load_text(&lacking.to_string()).is_err());
    }
    assert!(refused > places.len() / 2, "only {refused} refused of {} places", places.len());
}

#[test]
fn no_text_that_breaks_off_makes_the_loader_panic() {
    let characters = SOUND.char_indices().step_by(97);
    for (end, _) in characters {
        assert!(load_text(&SOUND[..end]).is_err(), "accepted up to {end}");
    }
}

#[test]
fn mixins_may_be_deeper_than_the_stack() {
    let mut shapes = String::new();
    for number in 0..20_000 {
        let _ = write!(
            shapes,
            r#""a#S{number}":{{"type":"structure","mixins":[{{"target":"a#S{}"}}],"traits":{{"smithy.api#mixin":{{}}}}}},"#,
            number + 1
        );
    }
    let _ =
        write!(shapes, r#""a#S20000":{{"type":"structure","traits":{{"smithy.api#mixin":{{}}}}}}"#);
    let model = format!(r#"{{"smithy":"2","shapes":{{{shapes}}}}}"#);
    if let Err(found) = load_text(&model) {
        panic!("{found}");
    }
}

#[test]
fn mixins_that_would_fill_the_memory_are_refused() {
    let mut shapes = String::from(
        r#""a#Mixin":{"type":"structure","traits":{"smithy.api#mixin":{}},"members":{"#,
    );
    for number in 0..2_000 {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(shapes, r#"{comma}"m{number}":{{"target":"smithy.api#String"}}"#);
    }
    shapes += "}}";
    for number in 0..2_000 {
        let _ = write!(
            shapes,
            r#","a#S{number}":{{"type":"structure","mixins":[{{"target":"a#Mixin"}}]}}"#
        );
    }
    let refusal = refusal(&format!(r#"{{"smithy":"2","shapes":{{{shapes}}}}}"#));
    assert!(refusal.contains("mixins bring more than"), "{refusal}");
}

#[test]
fn ten_thousand_faults_are_told_with_their_places() {
    let mut shapes = String::new();
    for number in 0..10_000 {
        let comma = if number == 0 { "" } else { ",\n" };
        let _ = write!(
            shapes,
            r#"{comma}"a#L{number}":{{"type":"list","member":{{"target":"a#Gone"}}}}"#
        );
    }
    let refusal = refusal(&format!("{{\"smithy\":\"2\",\"shapes\":{{\n{shapes}\n}}}}"));
    assert!(refusal.contains("--> model.json:10001:45"), "{}", &refusal[..500]);
    assert!(refusal.ends_with("10000 errors"));
}

fn load_text(text: &str) -> Result<(), codegen::Diagnostics> {
    load(&[ModelFile { name: "model.json".into(), text: text.to_owned() }]).map(|_| ())
}

fn refusal(text: &str) -> String {
    load_text(text).expect_err("a refusal").to_string()
}

/// The JSON pointers of all values in a document except the root.
fn places(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (step, child) in children {
        found.push(format!("/{step}"));
        found.extend(places(child).iter().map(|below| format!("/{step}{below}")));
    }
    found
}

fn remove(value: &mut Value, place: &str) {
    let (parent, step) = place.rsplit_once('/').expect("a step");
    match value.pointer_mut(parent).expect("a parent") {
        Value::Array(items) => {
            items.remove(step.parse::<usize>().expect("an index"));
        }
        Value::Object(entries) => {
            entries.remove(&step.replace("~1", "/").replace("~0", "~"));
        }
        _ => unreachable!("only lists and objects have children"),
    }
}
