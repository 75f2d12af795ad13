use serde_json::Value;

use super::Validator;
use crate::diagnostics::{did_you_mean, nearest};
use crate::smithy::shape::{Kind, Shape};

/// A member of a value that its shape does not have.
pub(super) struct Stranger {
    /// The path to it within the value.
    pub(super) path: Vec<String>,
    /// The message, with the name and the shape.
    pub(super) message: String,
    pub(super) help: String,
}

impl Validator<'_> {
    /// Members of a value that its shape does not have. `None` is the shape without members.
    pub(super) fn strangers(&self, shape: Option<&Shape>, value: &Value) -> Vec<Stranger> {
        let mut found = Vec::new();
        self.walk(shape, value, &mut Vec::new(), &mut found);
        found
    }

    fn walk(
        &self,
        shape: Option<&Shape>,
        value: &Value,
        path: &mut Vec<String>,
        found: &mut Vec<Stranger>,
    ) {
        let kind = shape.map_or(&Kind::Structure, |shape| &shape.kind);
        let members = shape.map_or(&[][..], |shape| &shape.members);
        let item = || members.last().and_then(|member| self.get(&member.target));
        match (kind, value) {
            (Kind::Structure | Kind::Union, Value::Object(entries)) => {
                for (name, value) in entries {
                    path.push(name.clone());
                    match members.iter().find(|member| member.name == *name) {
                        Some(member) => {
                            // A missing target is reported elsewhere.
                            if let Some(target) = self.get(&member.target) {
                                self.walk(Some(target), value, path, found);
                            }
                        }
                        None => {
                            let names = members.iter().map(|member| member.name.as_str());
                            let id = shape.map_or("smithy.api#Unit", |shape| shape.id.as_str());
                            found.push(Stranger {
                                path: path.clone(),
                                message: format!("{id} has no member `{name}`"),
                                help: did_you_mean(nearest(name, names), "remove it"),
                            });
                        }
                    }
                    path.pop();
                }
            }
            (Kind::List, Value::Array(items)) => {
                let Some(item) = item() else { return };
                for (index, value) in items.iter().enumerate() {
                    path.push(format!("[{index}]"));
                    self.walk(Some(item), value, path, found);
                    path.pop();
                }
            }
            (Kind::Map, Value::Object(entries)) => {
                let Some(item) = item() else { return };
                for (key, value) in entries {
                    path.push(key.clone());
                    self.walk(Some(item), value, path, found);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}
