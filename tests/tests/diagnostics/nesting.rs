//! Chains that are too deep for rustc; `tests/tests/nesting.rs` compiles the others.

use serde_json::json;
use tests::chains::{self, Chain};

use crate::support::{pretty, refusal, run};

#[test]
fn a_chain_that_rustc_cannot_follow_is_refused_with_its_limit() {
    for chain in Chain::ALL {
        let deepest = chains::deepest(chain);
        let model = |length| pretty(&chains::model(&[(chain, length)]));
        run(&[("model.json", &model(deepest))]).unwrap_or_else(|found| panic!("{found}"));
        let refused = refusal(&[("model.json", &model(deepest + 1))]);
        assert!(refused.contains("error: shapes are nested too deeply: "), "{refused}");
        assert!(refused.contains("more than 100 does not compile"), "{refused}");
        assert!(refused.ends_with("\n\n1 error"), "{chain:?}: {refused}");
    }
    let shown = refusal(&[("model.json", &pretty(&chains::model(&[(Chain::Optional, 50)])))]);
    let chain =
        "DoOptionalInput › Optional0 › Optional1 › … › Optional47 › Optional48 › Optional49";
    assert!(shown.contains(&format!("{chain}, 51 nested shapes")), "{shown}");
    assert!(shown.contains("this one counts 102"), "{shown}");
}

#[test]
fn a_ring_is_followed_once() {
    let ring = |length: usize| {
        let mut model = chains::model(&[(Chain::Optional, length)]);
        let last = format!("com.example#Optional{}", length - 1);
        model["shapes"][last]["members"]["back"] = json!({"target": "com.example#Optional0"});
        pretty(&model)
    };
    run(&[("model.json", &ring(20))]).unwrap_or_else(|found| panic!("{found}"));
    let refused = refusal(&[("model.json", &ring(70))]);
    assert!(refused.contains("nested too deeply"), "{refused}");
}

#[test]
fn what_a_ring_leads_to_counts_from_where_the_ring_is_met() {
    // The ring alone, and the chain after it, are not too deep.
    let mut model = chains::model(&[(Chain::Optional, 25), (Chain::Required, 30)]);
    let member = |name: &str| json!({"target": format!("com.example#{name}")});
    model["shapes"]["com.example#Optional24"]["members"]["back"] = member("Optional0");
    model["shapes"]["com.example#Optional0"]["members"]["tail"] = member("Required0");
    run(&[("model.json", &pretty(&model))]).unwrap_or_else(|found| panic!("{found}"));
    // If the ring is entered after its start, it is traversed before the chain.
    model["shapes"]["com.example#DoOptionalInput"]["members"] = json!({"met": member("Optional1")});
    let refused = refusal(&[("model.json", &pretty(&model))]);
    assert!(refused.contains("nested too deeply"), "{refused}");
}

#[test]
fn a_chain_that_no_stack_could_follow_is_refused_as_well() {
    let model = pretty(&chains::model(&[(Chain::Optional, 20_000), (Chain::Lists, 20_000)]));
    let refused = refusal(&[("model.json", &model)]);
    assert!(refused.ends_with("\n\n2 errors"), "{}", &refused[refused.len() - 400..]);
}
