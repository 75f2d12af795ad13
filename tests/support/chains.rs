//! Models with nested shapes.

use serde_json::{Map, Value, json};

/// The kind of a chain.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Chain {
    /// Structures with an optional member.
    Optional,
    /// Structures with a required member.
    Required,
    /// Unions.
    Unions,
    /// Lists of structures with a list.
    ListsOfStructures,
    /// Maps of structures with a map.
    MapsOfStructures,
    /// Lists of lists.
    Lists,
    /// Maps of maps.
    Maps,
}

impl Chain {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Optional,
        Self::Required,
        Self::Unions,
        Self::ListsOfStructures,
        Self::MapsOfStructures,
        Self::Lists,
        Self::Maps,
    ];
}

/// The maximum number of links of a chain below the input of an operation.
pub fn deepest(chain: Chain) -> usize {
    match chain {
        Chain::Optional | Chain::Required | Chain::Unions => 49,
        Chain::ListsOfStructures => 19,
        Chain::MapsOfStructures => 16,
        Chain::Lists => 32,
        Chain::Maps => 24,
    }
}

/// A service with an operation for each chain, which is in its input and output.
pub fn model(chains: &[(Chain, usize)]) -> Value {
    let mut shapes = Map::new();
    let mut operations = Vec::new();
    for (chain, length) in chains {
        let name = format!("{chain:?}");
        let id = |role: &str| format!("com.example#Do{name}{role}");
        operations.push(json!({"target": id("")}));
        let http = json!({"method": "POST", "uri": format!("/{name}")});
        shapes.insert(
            id(""),
            json!({
                "type": "operation",
                "input": {"target": id("Input")},
                "output": {"target": id("Output")},
                "traits": {"smithy.api#http": http}
            }),
        );
        for role in ["Input", "Output"] {
            let members = json!({"first": {"target": format!("com.example#{name}0")}});
            shapes.insert(id(role), json!({"type": "structure", "members": members}));
        }
        for link in 0..*length {
            let id = |link: usize| format!("com.example#{name}{link}");
            let next = if link + 1 == *length { string() } else { json!({"target": id(link + 1)}) };
            links(*chain, &id(link), next, &mut shapes);
        }
    }
    let traits = json!({"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "example"}});
    let service =
        json!({"type": "service", "version": "1", "operations": operations, "traits": traits});
    shapes.insert("com.example#Service".to_owned(), service);
    json!({"smithy": "2.0", "shapes": shapes})
}

fn string() -> Value {
    json!({"target": "smithy.api#String"})
}

/// The shapes of one link.
fn links(chain: Chain, id: &str, next: Value, shapes: &mut Map<String, Value>) {
    let list = |item: Value| json!({"type": "list", "member": item});
    let map = |item: Value| json!({"type": "map", "key": string(), "value": item});
    let structure = |member: Value| json!({"type": "structure", "members": {"next": member}});
    let held = format!("{id}Held");
    let shape = match chain {
        Chain::Optional => structure(next),
        Chain::Required => {
            let mut next = next;
            next["traits"] = json!({"smithy.api#required": {}});
            structure(next)
        }
        Chain::Unions => json!({"type": "union", "members": {"next": next, "text": string()}}),
        Chain::ListsOfStructures | Chain::MapsOfStructures => {
            shapes.insert(held.clone(), structure(next));
            let item = json!({"target": held});
            if chain == Chain::ListsOfStructures { list(item) } else { map(item) }
        }
        Chain::Lists => list(next),
        Chain::Maps => map(next),
    };
    shapes.insert(id.to_owned(), shape);
}
