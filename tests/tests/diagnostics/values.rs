//! Defaults that are not valid values of their types.

use serde_json::json;

use crate::support::{operation, refusal, with};

#[test]
fn defaults_that_their_types_cannot_hold_are_refused() {
    for (kind, value) in [
        ("Byte", json!(300)),
        ("Short", json!(-40_000)),
        ("Integer", json!(3_000_000_000_u32)),
        ("Float", json!(1e39)),
        ("BigInteger", json!(1.5)),
        ("Blob", json!("!!!")),
        ("Timestamp", json!(1e30)),
        ("Timestamp", json!("2020-13-01T00:00:00Z")),
    ] {
        let target = format!("smithy.api#{kind}");
        let member = json!({"target": target, "traits": {"smithy.api#default": value}});
        let mut shapes = operation("/do", json!({}));
        shapes["com.example#Do"]["output"] = json!({"target": "com.example#DoOutput"});
        shapes["com.example#DoOutput"] = json!({"type": "structure", "members": {"it": member}});
        let refused = refusal(&[("model.json", &with(shapes))]);
        assert!(refused.contains("the default of it"), "{kind}: {refused}");
        assert!(refused.contains("which is not a value of"), "{kind}: {refused}");
    }
}
