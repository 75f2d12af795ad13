//! Compares the derives with serde's own, for the same structures.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Structures. The attributes that omit members that are `None` apply to our derives only.
macro_rules! structures {
    ([$($derive:ident),*] [$($of_structure:tt)*] [$($of_member:tt)*]) => {
        use std::collections::HashMap;

        use crate::primitives::Blob;
        use crate::wire::{As, Base64, DefaultOnNull, Dense, Float, Int, OrElse};

        /// Like structures that services send.
        #[derive(Debug, $($derive),*)]
        #[serde(default, rename_all = "camelCase")]
        $($of_structure)*
        pub(super) struct Received {
            #[serde(with = "As::<OrElse<default::name>>")]
            name: String,
            #[serde(with = "As::<DefaultOnNull<Int>>")]
            count: i32,
            #[serde(with = "As::<Option<Float>>")]
            $($of_member)*
            size: Option<f64>,
            #[serde(rename = "LIST", with = "As::<Option<Dense>>")]
            $($of_member)*
            list: Option<Vec<String>>,
            #[serde(with = "As::<DefaultOnNull<Dense<Int>>>")]
            map: HashMap<String, i64>,
            #[serde(with = "As::<Option<Base64>>")]
            $($of_member)*
            bytes: Option<Blob>,
            $($of_member)*
            inner: Option<Box<Received>>,
        }

        /// Like structures that are only sent.
        #[derive(Debug, $($derive),*)]
        #[serde(rename_all = "PascalCase")]
        pub(super) struct Sent {
            thing_name: String,
            #[serde(with = "As::<Int>")]
            r#type: i64,
            inner: Option<Received>,
            #[serde(default, with = "As::<Option<Int>>")]
            count: Option<i32>,
            #[serde(default = "fallback", with = "As::<DefaultOnNull>")]
            list: Vec<bool>,
            flag: Option<bool>,
            #[serde(skip)]
            pub(super) skipped: u8,
            nothing: Nothing,
        }

        #[derive(Debug, $($derive),*)]
        pub(super) struct Nothing {}

        #[derive(Debug, $($derive),*)]
        pub(super) struct Pair {
            first: i64,
            second: i64,
        }

        crate::member_defaults!(default, name(String = "unnamed".to_owned()));

        impl Default for Received {
            fn default() -> Self {
                Self {
                    name: <default::name as crate::wire::MemberDefault>::value(),
                    count: 0,
                    size: None,
                    list: None,
                    map: HashMap::new(),
                    bytes: None,
                    inner: None,
                }
            }
        }

        fn fallback() -> Vec<bool> {
            vec![true]
        }
    };
}

mod ours {
    use crate::Serde;

    structures!([Serde] [#[skip_serializing_none]] []);
}

mod serdes {
    use serde::{Deserialize, Serialize};

    structures!([Deserialize, Serialize] [] [#[serde(skip_serializing_if = "Option::is_none")]]);
}

/// Reads a value and writes it again.
fn through<T: Debug + DeserializeOwned + Serialize>(
    json: &str,
) -> Result<(String, String), String> {
    let value: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let written = serde_json::to_string(&value).map_err(|error| error.to_string())?;
    Ok((format!("{value:?}"), written))
}

/// How often both derives accepted it.
fn compare(json: &str) -> usize {
    let received = through::<ours::Received>(json);
    assert_eq!(received, through::<serdes::Received>(json), "{json}");
    let sent = through::<ours::Sent>(json);
    assert_eq!(sent, through::<serdes::Sent>(json), "{json}");
    usize::from(received.is_ok()) + usize::from(sent.is_ok())
}

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn one_of<T: Clone>(&mut self, values: &[T]) -> T {
        // Knuth's MMIX generator, whose upper bits are good.
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        values[(self.0 >> 33) as usize % values.len()].clone()
    }

    fn object(&mut self, depth: usize) -> Value {
        const RECEIVED: &[&str] = &["name", "count", "size", "LIST", "map", "bytes", "inner"];
        const SENT: &[&str] = &["ThingName", "Type", "Inner", "Count", "List", "Flag", "Nothing"];
        let names = self.one_of(&[RECEIVED, SENT]);
        let mut members = serde_json::Map::new();
        for name in names.iter().chain(&["later", "skipped", "Skipped"]) {
            if self.one_of(&[true, true, true, false]) {
                members.insert((*name).to_owned(), self.value(name, depth));
            }
        }
        members.into()
    }

    fn value(&mut self, name: &str, depth: usize) -> Value {
        // serde would also read structures from lists.
        let is_structure = ["inner", "Inner", "Nothing"].contains(&name);
        let list = if is_structure { json!(false) } else { json!([1]) };
        let any = [json!(null), json!(true), json!("text"), json!(1.5e3), list, json!({})];
        if self.one_of(&[true, false, false, false, false, false, false, false]) {
            return self.one_of(&any);
        }
        match name {
            "name" | "ThingName" => json!("n\u{e9}\n"),
            "count" | "Count" | "Type" => self.one_of(&[json!(-7), json!(2e0), json!(null)]),
            "size" => self.one_of(&[json!("NaN"), json!(0.1), json!(null)]),
            "LIST" => self.one_of(&[json!(["a", null]), json!([])]),
            "List" => self.one_of(&[json!([false]), json!(null)]),
            "map" => self.one_of(&[json!({"k": 1}), json!({"k": null}), json!(null)]),
            "bytes" => self.one_of(&[json!("AAE="), json!("?")]),
            "Flag" => self.one_of(&[json!(true), json!(null)]),
            "inner" | "Inner" if depth > 0 => self.object(depth - 1),
            _ => json!({}),
        }
    }
}

#[test]
fn both_derives_make_the_same_of_random_json() {
    let mut random = Random(42);
    let taken: usize = (0..5000).map(|_| compare(&random.object(2).to_string())).sum();
    assert!((1000..9000).contains(&taken), "{taken} of 10000 were taken");
}

#[test]
fn both_derives_make_the_same_of_what_is_no_object_or_cut_short() {
    for json in ["null", "1", "\"text\"", "true", "{", "{\"name\":", "{\"name\":1}", "{} {}"] {
        assert_eq!(compare(json), 0, "{json}");
    }
}

#[test]
fn a_missing_member_is_named() {
    for (json, error) in [
        (r#"{"ThingName":"t"}"#, "missing field `Type` at line 1 column 17"),
        (r#"{"Type":1,"Nothing":{}}"#, "missing field `ThingName` at line 1 column 23"),
        (r#"{"Type":1,"ThingName":"t"}"#, "missing field `Nothing` at line 1 column 26"),
    ] {
        assert_eq!(through::<ours::Sent>(json).unwrap_err(), error);
        compare(json);
    }
}

#[test]
fn of_members_that_come_twice_the_last_one_counts() {
    let (_, written) = through::<ours::Received>(r#"{"name":"a","name":"b"}"#).unwrap();
    assert_eq!(written, r#"{"name":"b","count":0,"map":{}}"#);
}

#[test]
fn names_on_the_wire_are_any_strings() {
    #[derive(Debug, Default, PartialEq, crate::Serde)]
    #[serde(default)]
    struct Odd {
        #[serde(rename = "a\"b")]
        quote: u8,
        #[serde(rename = "a\\b")]
        backslash: u8,
        #[serde(rename = r"a\nb")]
        raw: u8,
        #[serde(rename = "\u{e9}\n\0")]
        control: u8,
        #[serde(
            rename = "",
            with = "smithy_client_runtime::wire::As::<Option<smithy_client_runtime::wire::Int>>"
        )]
        path: Option<i64>,
    }
    let odd = Odd { quote: 1, backslash: 2, raw: 3, control: 4, path: Some(5) };
    let json = r#"{"a\"b":1,"a\\b":2,"a\\nb":3,"é\n\u0000":4,"":5}"#;
    assert_eq!(serde_json::to_string(&odd).unwrap(), json);
    assert_eq!(serde_json::from_str::<Odd>(json).unwrap(), odd);
    let others = r#"{"a\"b\u0000\u0003a\\b":1,"\u0000":2,"a\"":4,"b":5,"é\n":6}"#;
    assert_eq!(serde_json::from_str::<Odd>(others).unwrap(), Odd::default());
    assert!(serde_json::from_str::<ours::Nothing>(r#"{"":[1],"\u0000":2}"#).is_ok());
}

/// From members that are named by their index.
fn indexed<T: DeserializeOwned + Debug>(members: [(u64, i64); 2]) -> Result<String, String> {
    use serde::de::value::{Error, MapDeserializer};

    let value = T::deserialize(MapDeserializer::<_, Error>::new(members.into_iter()));
    value.map(|value| format!("{value:?}")).map_err(|error| error.to_string())
}

#[test]
fn members_are_found_by_their_index() {
    for members in [[(0, 4), (1, 5)], [(1, 5), (0, 4)], [(0, 4), (2, 9)], [(0, 4), (u64::MAX, 9)]] {
        let expected = indexed::<serdes::Pair>(members);
        assert_eq!(indexed::<ours::Pair>(members), expected, "{members:?}");
    }
}

#[test]
fn a_list_is_no_structure() {
    let error = through::<ours::Nothing>("[]").unwrap_err();
    assert_eq!(error, "invalid type: sequence, expected struct Nothing at line 1 column 2");
}

#[test]
fn names_are_found_in_any_order() {
    let names = ["Nothing", "Flag", "List", "Count", "Type", "ThingName"];
    let values = ["{}", "true", "[]", "1", "2", "\"t\""];
    for turn in 0..names.len() {
        let pairs = (0..names.len()).map(|index| (index + turn) % names.len());
        let pairs: Vec<_> =
            pairs.map(|index| format!("\"{}\":{}", names[index], values[index])).collect();
        assert_eq!(compare(&format!("{{{}}}", pairs.join(","))), 2);
    }
}

#[test]
fn what_is_skipped_does_not_travel() {
    let json = r#"{"ThingName":"t","Type":1,"skipped":2,"Skipped":2,"List":null,"Nothing":{}}"#;
    let (ours, serdes): (ours::Sent, serdes::Sent) =
        (serde_json::from_str(json).unwrap(), serde_json::from_str(json).unwrap());
    assert_eq!((ours.skipped, serdes.skipped), (0, 0));
    let written = r#"{"ThingName":"t","Type":1,"Inner":null,"Count":null,"List":[],"Flag":null,"Nothing":{}}"#;
    assert_eq!(serde_json::to_string(&ours).unwrap(), written);
    assert_eq!(serde_json::to_string(&serdes).unwrap(), written);
}
