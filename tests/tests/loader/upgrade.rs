//! Smithy 1.0 models have the same meaning after the upgrade to 2.0.

use codegen::ModelFile;
use codegen::smithy::traits::{Default, EnumValue};
use codegen::smithy::{Kind, Model, Shape, ShapeId, load};
use serde_json::{Value, json};

#[test]
fn numbers_have_a_zero_unless_they_are_boxed() {
    let member = |target: &str| json!({"target": target});
    let boxed = json!({"target": "a#Plain", "traits": {"smithy.api#box": {}}});
    let model = first_version(json!({
        "a#Plain": {"type": "integer"},
        "a#Boxed": {"type": "integer", "traits": {"smithy.api#box": {}}},
        "a#Thing": {"type": "structure", "members": {
            "plain": member("a#Plain"),
            "primitive": member("smithy.api#PrimitiveBoolean"),
            "boxed": member("a#Boxed"),
            "declined": boxed,
            "known": member("smithy.api#Integer")
        }}
    }));
    let thing = shape(&model, "a#Thing");
    let defaults: Vec<(&str, Option<Value>)> = thing
        .members
        .iter()
        .map(|member| (member.name.as_str(), member.traits.get().map(|Default(value)| value)))
        .collect();
    let expected = [
        ("plain", Some(json!(0))),
        ("primitive", Some(json!(false))),
        ("boxed", None),
        ("declined", Some(json!(null))),
        ("known", None),
    ];
    assert_eq!(defaults, expected);
    let boxes = thing.members.iter().filter(|m| m.traits.value("smithy.api#box").is_some());
    assert_eq!(boxes.count(), 0);
}

#[test]
fn strings_with_an_enum_trait_are_enums_if_their_values_make_names() {
    let with = |values: Value| json!({"type": "string", "traits": {"smithy.api#enum": values}});
    let model = first_version(json!({
        "a#Named": with(json!([{"value": "r", "name": "RED"}, {"value": "g", "name": "GREEN"}])),
        "a#Unnamed": with(json!([{"value": "sky blue"}])),
        "a#Nameless": with(json!([{"value": "1"}, {"value": "2"}]))
    }));
    let named = shape(&model, "a#Named");
    assert_eq!(named.kind, Kind::Enum);
    let values: Vec<Value> =
        named.members.iter().map(|m| m.traits.get::<EnumValue>().expect("a value").0).collect();
    assert_eq!(values, [json!("r"), json!("g")]);
    assert_eq!(shape(&model, "a#Unnamed").members[0].name, "sky_blue");
    assert_eq!(shape(&model, "a#Nameless").kind, Kind::String);
}

#[test]
fn sets_are_lists_and_streams_are_empty_by_default() {
    let model = first_version(json!({
        "a#Set": {"type": "set", "member": {"target": "smithy.api#String"}},
        "a#Stream": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
        "a#Thing": {"type": "structure", "members": {"body": {"target": "a#Stream"}}}
    }));
    let set = shape(&model, "a#Set");
    assert_eq!(set.kind, Kind::List);
    assert!(set.traits.value("smithy.api#uniqueItems").is_some());
    let body = shape(&model, "a#Thing").member("body").expect("the member");
    assert_eq!(body.traits.get::<Default>().expect("a default").0, json!(""));
}

fn first_version(shapes: Value) -> Model {
    let text = json!({"smithy": "1.0", "shapes": shapes}).to_string();
    match load(&[ModelFile { name: "model.json".into(), text }]) {
        Ok(model) => model,
        Err(found) => panic!("{found}"),
    }
}

fn shape<'a>(model: &'a Model, id: &str) -> &'a Shape {
    model.shape(&ShapeId::parse(id).expect("an id"))
}
