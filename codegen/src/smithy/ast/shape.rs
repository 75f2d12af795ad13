use serde_json::{Map, Value, json};

use super::Reader;
use crate::smithy::prelude;
use crate::smithy::shape::{Binding, Kind, Member, Operation, Resource, Service, Shape, Traits};
use crate::smithy::shape_id::{ShapeId, is_identifier};

const LIFECYCLES: [(&str, Binding); 6] = [
    ("put", Binding::Put),
    ("create", Binding::Create),
    ("read", Binding::Read),
    ("update", Binding::Update),
    ("delete", Binding::Delete),
    ("list", Binding::List),
];

const COLLECTIONS: [(&str, Binding); 2] =
    [("operations", Binding::Instance), ("collectionOperations", Binding::Collection)];

impl Reader<'_> {
    pub(super) fn shape(
        &mut self,
        id: ShapeId,
        mut traits: Traits,
        definition: &Map<String, Value>,
    ) -> Option<Shape> {
        let path = ["shapes", id.as_str()];
        let kind = match definition.get("type").and_then(Value::as_str) {
            Some(name) => self.kind(&id, name, definition),
            None => None,
        };
        let Some(kind) = kind else {
            let found = definition.get("type").map_or("nothing".to_owned(), Value::to_string);
            self.finding(
                &path,
                Some(id.as_str()),
                format!("the type of this shape is {found}, which Smithy does not have"),
                "use a type of Smithy 2.0, such as structure, list, map, string or operation",
            );
            return None;
        };
        let name = definition.get("type").and_then(Value::as_str).unwrap_or_default();
        self.shape_keys(id.as_str(), name, definition);
        let members = self.members(&id, &kind, definition);
        let mixins = self.references(&id, definition, "mixins");
        if definition.get("type").and_then(Value::as_str) == Some("set") {
            // Smithy 2.0 expresses it as a list with this trait.
            if let Some(unique) = ShapeId::parse("smithy.api#uniqueItems") {
                traits.set(unique, json!({}));
            }
        }
        Some(Shape { id, kind, members, traits, mixins, origin: self.origin })
    }

    fn kind(&mut self, id: &ShapeId, name: &str, definition: &Map<String, Value>) -> Option<Kind> {
        Some(match name {
            "service" => Kind::Service(Service {
                version: self.version(id, definition),
                operations: self.references(id, definition, "operations"),
                resources: self.references(id, definition, "resources"),
                errors: self.references(id, definition, "errors"),
                rename: self.rename(id, definition),
            }),
            "resource" => Kind::Resource(self.resource(id, definition)),
            "operation" => Kind::Operation(Operation {
                input: self.reference(id, definition, "input"),
                output: self.reference(id, definition, "output"),
                errors: self.references(id, definition, "errors"),
            }),
            simple => return prelude::kind(simple),
        })
    }

    fn version(&mut self, id: &ShapeId, definition: &Map<String, Value>) -> String {
        match definition.get("version") {
            None => String::new(),
            Some(Value::String(version)) => version.clone(),
            Some(_) => {
                let path = ["shapes", id.as_str(), "version"];
                self.expected(&path, Some(id.as_str()), "`version`", "text");
                String::new()
            }
        }
    }

    fn resource(&mut self, id: &ShapeId, definition: &Map<String, Value>) -> Resource {
        let mut operations = Vec::new();
        for (key, binding) in LIFECYCLES {
            operations.extend(self.reference(id, definition, key).map(|id| (binding, id)));
        }
        for (key, binding) in COLLECTIONS {
            let bound = self.references(id, definition, key);
            operations.extend(bound.into_iter().map(|id| (binding, id)));
        }
        Resource {
            identifiers: self.named_references(id, definition, "identifiers"),
            properties: self.named_references(id, definition, "properties"),
            operations,
            resources: self.references(id, definition, "resources"),
        }
    }

    fn rename(&mut self, id: &ShapeId, definition: &Map<String, Value>) -> Vec<(ShapeId, String)> {
        let entries = match definition.get("rename") {
            None => return Vec::new(),
            Some(Value::Object(entries)) => entries,
            Some(_) => {
                let path = ["shapes", id.as_str(), "rename"];
                self.expected(&path, Some(id.as_str()), "`rename`", "an object");
                return Vec::new();
            }
        };
        let mut renames = Vec::new();
        for (from, to) in entries {
            match (ShapeId::parse(from), to.as_str()) {
                (Some(from), Some(to)) => renames.push((from, to.to_owned())),
                _ => self.expected(
                    &["shapes", id.as_str(), "rename", from],
                    Some(id.as_str()),
                    "a rename",
                    "a shape id and a name",
                ),
            }
        }
        renames
    }

    fn members(
        &mut self,
        id: &ShapeId,
        kind: &Kind,
        definition: &Map<String, Value>,
    ) -> Vec<Member> {
        let fixed: &[&str] = match kind {
            Kind::List => &["member"],
            Kind::Map => &["key", "value"],
            _ => return self.named_members(id, definition),
        };
        let mut members = Vec::new();
        for name in fixed {
            match definition.get(*name) {
                Some(member) => members.extend(self.member(id, &[name], name, member)),
                None if definition.contains_key("mixins") => {}
                None => self.finding(
                    &["shapes", id.as_str()],
                    Some(id.as_str()),
                    format!("this shape lacks its `{name}`"),
                    format!("add `\"{name}\": {{\"target\": …}}`"),
                ),
            }
        }
        members
    }

    fn named_members(&mut self, id: &ShapeId, definition: &Map<String, Value>) -> Vec<Member> {
        match definition.get("members") {
            None => Vec::new(),
            Some(Value::Object(members)) => members
                .iter()
                .filter_map(|(name, member)| self.member(id, &["members", name], name, member))
                .collect(),
            Some(_) => {
                let path = ["shapes", id.as_str(), "members"];
                self.expected(&path, Some(id.as_str()), "members", "an object");
                Vec::new()
            }
        }
    }

    fn member(
        &mut self,
        id: &ShapeId,
        within: &[&str],
        name: &str,
        value: &Value,
    ) -> Option<Member> {
        let mut path = vec!["shapes", id.as_str()];
        path.extend(within);
        let member_id = id.member(name);
        let Some(definition) = value.as_object() else {
            self.expected(&path, Some(member_id.as_str()), "a member", "an object");
            return None;
        };
        if !is_identifier(name) {
            self.expected(&path, Some(member_id.as_str()), "the name of a member", "an identifier");
            return None;
        }
        self.member_keys(&path, member_id.as_str(), definition);
        let traits = self.traits(&path, member_id.as_str(), definition);
        let target = self.target(&path, member_id.as_str(), definition)?;
        Some(Member { name: name.to_owned(), target, traits })
    }
}
