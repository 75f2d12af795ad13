//! Several files, and findings that belong to none.

use codegen::{ModelFile, Settings, generate};
use serde_json::json;

use crate::support::{refusal, run, settings, with};

#[test]
fn files_that_disagree_are_told_apart() {
    let first = with(json!({"com.example#Text": {"type": "string"}}));
    let second =
        json!({"smithy": "2.0", "shapes": {"com.example#Text": {"type": "blob"}}}).to_string();
    let refusal = refusal(&[("first.json", &first), ("second.json", &second)]);
    assert!(refusal.contains("defined twice, and differently"), "{refusal}");
    assert!(refusal.contains("second.json:"), "{refusal}");
}

#[test]
fn what_is_found_in_an_applied_trait_is_in_the_file_that_applies_it() {
    let first = with(json!({"com.example#Text": {"type": "string"}}));
    for (length, message) in [
        (json!({"min": "one"}), "the value of `smithy.api#length` is wrong"),
        (json!({"mim": 1}), "`smithy.api#length` has an unknown property `mim`; it is ignored"),
    ] {
        let traits = json!({"smithy.api#length": length});
        let second = json!({"com.example#Text": {"type": "apply", "traits": traits}});
        let second = json!({"smithy": "2.0", "shapes": second}).to_string();
        let found = match run(&[("first.json", &first), ("second.json", &second)]) {
            Ok(generated) => generated.warnings.to_string(),
            Err(found) => found.to_string(),
        };
        assert!(found.contains("--> second.json:1:"), "{found}");
        assert!(found.contains(message), "{found}");
    }
}

#[test]
fn a_name_that_is_no_crate_is_refused() {
    for name in ["", "a b", "1a", "self", "x\"y", "Upper"] {
        let settings = Settings { crate_name: name.into(), ..settings() };
        let files = [ModelFile { name: "m".into(), text: with(json!({})) }];
        let refusal = generate(&files, &settings).expect_err("a refusal").to_string();
        assert!(refusal.contains("cannot be the name of a crate"), "{refusal}");
        assert!(refusal.contains("help: the setting is `Settings::crate_name`"), "{refusal}");
    }
}

#[test]
fn files_that_agree_may_overlap() {
    let text = with(json!({"com.example#Text": {"type": "string"}}));
    run(&[("first.json", &text), ("second.json", &text)]).expect("the same thing said twice");
}
