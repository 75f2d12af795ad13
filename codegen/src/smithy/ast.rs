use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::prelude;
use super::report::Report;
use super::shape::{Kind, Member, Operation, Origin, Resource, Service, Shape, Traits};
use super::shape_id::{ShapeId, is_identifier};

/// What the files say, before anything is carried out.
#[derive(Default)]
pub(crate) struct Ast {
    pub(crate) shapes: BTreeMap<ShapeId, Shape>,
    pub(crate) applies: Vec<Apply>,
    pub(crate) patches: Vec<(Origin, Value)>,
}

/// Traits for a shape or member that is defined elsewhere.
pub(crate) struct Apply {
    pub(crate) target: ShapeId,
    pub(crate) traits: Traits,
    pub(crate) origin: Origin,
}

/// Reads the JSON ASTs of all files.
pub(crate) fn read(report: &mut Report) -> Ast {
    let mut ast = Ast { shapes: prelude::shapes(), ..Ast::default() };
    for index in 0..report.sources().len() {
        let value = report.sources()[index].value.clone();
        Reader { origin: Origin(index), report, ast: &mut ast }.file(&value);
    }
    ast
}

const PATCHES: &str = "sdk.codegen.patches";

struct Reader<'a> {
    origin: Origin,
    report: &'a mut Report,
    ast: &'a mut Ast,
}

impl Reader<'_> {
    fn file(&mut self, value: &Value) {
        let smithy = value.get("smithy").and_then(Value::as_str);
        let Some(root) = value.as_object().filter(|_| smithy.is_some()) else {
            return self.finding(
                &[],
                None,
                "this is JSON, but not the AST of a Smithy model",
                "a model is an object with a `smithy` version and `shapes`",
            );
        };
        if !smithy.is_some_and(|version| version == "2" || version.starts_with("2.")) {
            return self.finding(
                &["smithy"],
                None,
                format!("Smithy version {} is not supported", root["smithy"]),
                "convert the model to Smithy 2.0 with `smithy ast`",
            );
        }
        match root.get("metadata") {
            None => {}
            Some(Value::Object(metadata)) => self.metadata(metadata),
            Some(_) => self.expected(&["metadata"], None, "metadata", "an object"),
        }
        match root.get("shapes") {
            None => {}
            Some(Value::Object(shapes)) => {
                for (id, definition) in shapes {
                    self.entry(id, definition);
                }
            }
            Some(_) => self.expected(&["shapes"], None, "shapes", "an object"),
        }
    }

    fn metadata(&mut self, metadata: &Map<String, Value>) {
        for key in ["validators", "suppressions", PATCHES] {
            if metadata.get(key).is_some_and(|value| !value.is_array()) {
                self.expected(&["metadata", key], None, key, "a list");
            }
        }
        let patches = metadata.get(PATCHES).and_then(Value::as_array);
        for patch in patches.into_iter().flatten() {
            self.ast.patches.push((self.origin, patch.clone()));
        }
    }

    fn entry(&mut self, id: &str, definition: &Value) {
        let path = ["shapes", id];
        let Some(parsed) = ShapeId::parse(id) else {
            return self.finding(
                &path,
                Some(id),
                "this is not the id of a shape",
                "an id looks like `com.example#Name`",
            );
        };
        let Some(definition) = definition.as_object() else {
            return self.expected(&path, Some(id), "a shape", "an object");
        };
        let traits = self.traits(&path, id, definition);
        if definition.get("type").and_then(Value::as_str) == Some("apply") {
            self.ast.applies.push(Apply { target: parsed, traits, origin: self.origin });
            return;
        }
        if let Some(shape) = self.shape(parsed, traits, definition) {
            self.define(shape);
        }
    }

    fn define(&mut self, shape: Shape) {
        match self.ast.shapes.get(&shape.id) {
            None => {
                self.ast.shapes.insert(shape.id.clone(), shape);
            }
            // Files may overlap as long as they agree.
            Some(known) if Shape { origin: known.origin, ..shape.clone() } == *known => {}
            Some(_) => self.finding(
                &["shapes", shape.id.as_str()],
                Some(shape.id.as_str()),
                "this shape is defined twice, and differently",
                "remove one definition, or change the other with `apply`",
            ),
        }
    }

    fn shape(
        &mut self,
        id: ShapeId,
        traits: Traits,
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
        let members = self.members(&id, &kind, definition);
        let mixins = self.references(&id, definition, "mixins");
        Some(Shape { id, kind, members, traits, mixins, origin: self.origin })
    }

    fn kind(&mut self, id: &ShapeId, name: &str, definition: &Map<String, Value>) -> Option<Kind> {
        Some(match name {
            "service" => Kind::Service(Service {
                version: definition.get("version").and_then(Value::as_str).unwrap_or("").to_owned(),
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

    fn resource(&mut self, id: &ShapeId, definition: &Map<String, Value>) -> Resource {
        let mut operations = Vec::new();
        for lifecycle in ["put", "create", "read", "update", "delete", "list"] {
            operations.extend(self.reference(id, definition, lifecycle));
        }
        operations.extend(self.references(id, definition, "operations"));
        operations.extend(self.references(id, definition, "collectionOperations"));
        Resource { operations, resources: self.references(id, definition, "resources") }
    }

    fn rename(&mut self, id: &ShapeId, definition: &Map<String, Value>) -> Vec<(ShapeId, String)> {
        let entries = definition.get("rename").and_then(Value::as_object);
        let mut renames = Vec::new();
        for (from, to) in entries.into_iter().flatten() {
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
        let traits = self.traits(&path, member_id.as_str(), definition);
        let target = self.target(&path, member_id.as_str(), definition)?;
        Some(Member { name: name.to_owned(), target, traits })
    }

    fn target(
        &mut self,
        path: &[&str],
        shape: &str,
        definition: &Map<String, Value>,
    ) -> Option<ShapeId> {
        let target = definition.get("target").and_then(Value::as_str).and_then(ShapeId::parse);
        if target.is_none() {
            self.expected(path, Some(shape), "`target`", "the id of a shape");
        }
        target
    }

    fn reference(
        &mut self,
        id: &ShapeId,
        definition: &Map<String, Value>,
        key: &str,
    ) -> Option<ShapeId> {
        let path = ["shapes", id.as_str(), key];
        match definition.get(key)? {
            Value::Object(reference) => self.target(&path, id.as_str(), reference),
            _ => {
                self.expected(&path, Some(id.as_str()), key, "an object with a `target`");
                None
            }
        }
    }

    fn references(
        &mut self,
        id: &ShapeId,
        definition: &Map<String, Value>,
        key: &str,
    ) -> Vec<ShapeId> {
        let path = ["shapes", id.as_str(), key];
        let entries = match definition.get(key) {
            None => return Vec::new(),
            Some(Value::Array(entries)) => entries,
            Some(_) => {
                self.expected(&path, Some(id.as_str()), key, "a list");
                return Vec::new();
            }
        };
        let mut targets = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let index = format!("[{index}]");
            let path = ["shapes", id.as_str(), key, &index];
            match entry.as_object() {
                Some(reference) => targets.extend(self.target(&path, id.as_str(), reference)),
                None => self.expected(&path, Some(id.as_str()), key, "objects with a `target`"),
            }
        }
        targets
    }

    fn traits(&mut self, path: &[&str], shape: &str, definition: &Map<String, Value>) -> Traits {
        let mut traits = Traits::default();
        let mut path = path.to_vec();
        path.push("traits");
        match definition.get("traits") {
            None => {}
            Some(Value::Object(entries)) => {
                for (id, value) in entries {
                    match ShapeId::parse(id) {
                        Some(id) => traits.set(id, value.clone()),
                        None => {
                            path.push(id);
                            self.expected(
                                &path,
                                Some(shape),
                                &format!("the trait {id:?}"),
                                "an absolute shape id",
                            );
                            path.pop();
                        }
                    }
                }
            }
            Some(_) => self.expected(&path, Some(shape), "traits", "an object"),
        }
        traits
    }

    fn expected(&mut self, path: &[&str], shape: Option<&str>, what: &str, expected: &str) {
        self.finding(
            path,
            shape,
            format!("{what} must be {expected}"),
            "see the JSON AST in the Smithy specification",
        );
    }

    fn finding(
        &mut self,
        path: &[&str],
        shape: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report.at(self.origin, path, shape, message, help);
    }
}
