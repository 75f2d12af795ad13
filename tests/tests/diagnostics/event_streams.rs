use codegen::{Generated, ModelFile, Settings, generate};
use serde_json::json;

use crate::support::{refusal, service, settings, with};

#[test]
fn the_rest_of_a_service_does_without_event_streams() {
    let endpoint_tests = json!({"version": "1.0", "testCases": []});
    let mut service = service();
    service["operations"] =
        json!([{"target": "com.example#Listen"}, {"target": "com.example#Rest"}]);
    service["traits"]["smithy.rules#endpointTests"] = endpoint_tests;
    let http = |uri: &str| json!({"smithy.api#http": {"method": "POST", "uri": uri}});
    let model = with(json!({
        "com.example#Service": service,
        "com.example#Listen": {
            "type": "operation",
            "output": {"target": "com.example#ListenOutput"},
            "traits": http("/listen")
        },
        "com.example#Rest": {"type": "operation", "traits": http("/rest")},
        "com.example#ListenOutput": {"type": "structure", "members": {"events": {
            "target": "com.example#Events", "traits": {"smithy.api#httpPayload": {}}
        }}},
        "com.example#Events": {
            "type": "union",
            "members": {"a": {"target": "com.example#Event"}},
            "traits": {"smithy.api#streaming": {}}
        },
        "com.example#Event": {"type": "structure", "members": {"text": {
            "target": "smithy.api#String", "traits": {"smithy.api#eventPayload": {}}
        }}}
    }));
    let refused = refusal(&[("model.json", &model)]);
    assert!(refused.contains("note: shape com.example#Listen\n"), "{refused}");
    assert!(
        refused.contains("help: the setting is `Settings::without_event_streams`"),
        "{refused}"
    );

    let files = [ModelFile { name: "model.json".into(), text: model }];
    let settings = Settings { without_event_streams: true, ..settings() };
    let generated = generate(&files, &settings).unwrap_or_else(|found| panic!("{found}"));
    let Generated { files, warnings } = generated;
    assert_eq!(warnings.0, []);
    let is_there = |path: &str| files.contains_key(path);
    assert!(is_there("src/operation/rest.rs") && !is_there("src/operation/listen.rs"));
    assert!(!files.keys().any(|path| path.starts_with("src/types/")), "{:?}", files.keys());
    let readme = &files["README.md"];
    assert!(readme.contains("event streams are not in this crate: `Listen`."), "{readme}");
}
