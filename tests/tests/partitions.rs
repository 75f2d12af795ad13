//! Tests that the runtime finds the same partitions as the table's regular expressions.

use std::fs;

use codegen::ModelFile;
use regex_lite::Regex;
use serde_json::{Value, json};
use smithy_client_runtime::rules::partition;

#[test]
fn regions_of_the_table_have_the_facts_of_their_partition() {
    let mut count = 0;
    for known in own()["partitions"].as_array().expect("partitions") {
        let facts = &known["outputs"];
        let regions = known["regions"].as_object().expect("regions");
        let implicit = facts["implicitGlobalRegion"].as_str().expect("a region");
        for region in regions.keys().map(String::as_str).chain([implicit]) {
            let found = partition(region);
            assert_eq!(facts["name"], found.name, "{region}");
            assert_eq!(facts["dnsSuffix"], found.dns_suffix, "{region}");
            assert_eq!(facts["dualStackDnsSuffix"], found.dual_stack_dns_suffix, "{region}");
            assert_eq!(facts["implicitGlobalRegion"], found.implicit_global_region, "{region}");
            assert_eq!(facts["supportsFIPS"], found.supports_fips, "{region}");
            assert_eq!(facts["supportsDualStack"], found.supports_dual_stack, "{region}");
            count += 1;
        }
    }
    assert!(count > 50, "{count} regions");
}

#[test]
fn isolated_regions_have_dual_stack() {
    for (region, suffix) in
        [("us-iso-east-1", "api.aws.ic.gov"), ("us-isob-west-9", "api.aws.scloud")]
    {
        let found = partition(region);
        assert!(found.supports_dual_stack, "{region}");
        assert_eq!(found.dual_stack_dns_suffix, suffix, "{region}");
    }
}

/// The runtime has no regular expressions, but must find the same partitions.
#[test]
fn any_name_of_a_region_finds_the_partition_that_the_regular_expressions_say() {
    let own = own();
    let partitions = own["partitions"].as_array().expect("partitions");
    let regex = |known: &Value| Regex::new(known["regionRegex"].as_str().expect("a regex"));
    let known: Vec<(&str, Regex)> = partitions
        .iter()
        .map(|known| (known["id"].as_str().expect("an id"), regex(known).expect("a regex")))
        .collect();
    let mut by_partition = vec![0; known.len()];
    for region in names() {
        let expected = known.iter().position(|(_, regex)| regex.is_match(&region));
        assert_eq!(partition(&region).name, known[expected.unwrap_or(0)].0, "{region:?}");
        by_partition[expected.unwrap_or(0)] += 1;
    }
    assert!(by_partition.iter().all(|count| *count >= 10), "{by_partition:?}");
}

/// Names of up to five parts, of words that partitions use and of others. The table lists none of
/// them explicitly.
fn names() -> Vec<String> {
    const PARTS: [&str; 17] = [
        "us", "eu", "cn", "mx", "gov", "iso", "isob", "isoe", "isof", "eusc", "de", "no_rth", "é",
        "17", "٣", "1a", "",
    ];
    let mut names = Vec::new();
    let mut longest: Vec<String> = vec![String::new()];
    for parts in 0..4 {
        let start = |name: &String, part| match parts {
            0 => String::from(part),
            _ => format!("{name}-{part}"),
        };
        longest = longest.iter().flat_map(|name| PARTS.map(|part| start(name, part))).collect();
        names.extend(longest.iter().cloned());
    }
    names.extend(
        names
            .clone()
            .into_iter()
            .filter(|name| name.starts_with("us-gov-"))
            .map(|name| name + "-2"),
    );
    names
}

#[test]
fn a_table_that_the_runtime_cannot_express_is_a_diagnostic() {
    let changed = |change: fn(&mut Value)| {
        let mut table = own();
        change(&mut table);
        found(&table.to_string())
    };
    assert_eq!(changed(|_| {}), "");
    for regex in
        [r"^us-[a-z]+-\d+$", r"us\-\w+\-\d+", r"^us|eu\-\d+$", r"^(us\-gov|cn)\-\d+$", "^us-$"]
    {
        let mut table = own();
        table["partitions"][2]["regionRegex"] = json!(regex);
        let text = found(&table.to_string());
        let quoted = format!("the regular expression {regex:?} is not supported");
        assert!(text.contains(&quoted), "{regex}: {text}");
        assert!(text.contains("partitions.json"), "{text}");
        assert!(text.contains("partitions › aws-cn › regionRegex"), "{text}");
    }
    let text =
        changed(|table| table["partitions"][0]["regions"]["us-east-1"] = json!({"dnsSuffix": "x"}));
    assert!(text.contains("unknown field `dnsSuffix`"), "{text}");
    assert!(text.contains("partitions.json:1:"), "{text}");
    let text = changed(|table| table["version"] = json!("2.0"));
    assert!(text.contains("version \"2.0\" of the partition table is not supported"), "{text}");
    let text = changed(|table| drop(table["partitions"].as_array_mut().map(|all| all.remove(0))));
    assert!(text.contains("the first partition is not `aws`"), "{text}");
    let text = changed(|table| table["partitions"][1]["outputs"]["name"] = json!("aws-gov"));
    assert!(text.contains("the partition `aws-us-gov` has the name `aws-gov`"), "{text}");
}

fn own() -> Value {
    let path = xtask::root().join("model/partitions.json");
    serde_json::from_str(&fs::read_to_string(path).expect("a table")).expect("JSON")
}

/// The findings about a table.
fn found(table: &str) -> String {
    let file = ModelFile { name: "partitions.json".into(), text: table.into() };
    codegen::partition_table(&file).err().map(|found| found.to_string()).unwrap_or_default()
}
