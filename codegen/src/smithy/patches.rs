//! What Smithy's `apply` cannot do: replace a trait, or add a member. Each patch has a name and a
//! reason, and fails once the model no longer needs it.

use serde::Deserialize;
use serde_json::Value;

use super::ast::Ast;
use super::report::Report;
use super::shape::{Member, Traits};
use super::shape_id::ShapeId;

/// Applies the patches in the metadata of the files.
pub(crate) fn carry_out(ast: &mut Ast, report: &mut Report) {
    for (origin, value) in std::mem::take(&mut ast.patches) {
        let target = value.get("target").and_then(Value::as_str).and_then(ShapeId::parse);
        if target.is_some_and(|target| ast.broken.contains(&target)) {
            continue;
        }
        let problem = match Patch::deserialize(&value) {
            Ok(patch) => patch
                .carry_out(ast)
                .map_err(|problem| format!("the patch `{}` does not apply: {problem}", patch.name)),
            Err(error) => Err(format!("this is not a patch: {error}")),
        };
        if let Err(message) = problem {
            let help = "remove the patch if the model no longer needs it, or bring it up to date";
            let path = ["metadata", "sdk.codegen.patches"];
            report.at(origin, &path, value.get("target").and_then(Value::as_str), message, help);
        }
    }
}

#[derive(Deserialize)]
struct Patch {
    name: String,
    #[serde(rename = "reason")]
    _reason: String,
    target: String,
    #[serde(flatten)]
    change: Change,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Change {
    Replace {
        #[serde(rename = "trait")]
        id: String,
        from: Value,
        to: Value,
    },
    Add {
        member: String,
        add: Added,
    },
}

#[derive(Deserialize)]
struct Added {
    target: String,
    #[serde(default)]
    traits: serde_json::Map<String, Value>,
}

impl Patch {
    fn carry_out(&self, ast: &mut Ast) -> Result<(), String> {
        let target = parse(&self.target)?;
        let shape = ast.shapes.get_mut(&target).ok_or("there is no such shape")?;
        match &self.change {
            Change::Replace { id, from, to } => {
                let found = shape.traits.value(id);
                if found != Some(from) {
                    let found = found.map_or("absent".to_owned(), Value::to_string);
                    return Err(format!("{id} is {found}, not {from}"));
                }
                shape.traits.set(parse(id)?, to.clone());
            }
            Change::Add { member, add } => {
                if shape.member(member).is_some() {
                    return Err(format!("the model has a member `{member}` now"));
                }
                let mut traits = Traits::default();
                for (id, value) in &add.traits {
                    traits.set(parse(id)?, value.clone());
                }
                let target = parse(&add.target)?;
                shape.members.push(Member { name: member.clone(), target, traits });
            }
        }
        Ok(())
    }
}

fn parse(id: &str) -> Result<ShapeId, String> {
    ShapeId::parse(id).ok_or_else(|| format!("{id:?} is not the id of a shape"))
}
