//! Upgrades Smithy 1.0 to 2.0: in the first version, numbers and booleans had a zero value unless
//! they were boxed, and enums were strings with a trait.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::ast::Ast;
use super::shape::{Kind, Member, Shape, Traits};
use super::shape_id::{ShapeId, is_identifier};

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";
const ENUM: &str = "smithy.api#enum";
const STREAMING: &str = "smithy.api#streaming";

/// Upgrades all shapes from files of the first version, and string enums from all files, because
/// the trait is only deprecated in 2.0.
pub(crate) fn upgrade(ast: &mut Ast) {
    for shape in ast.shapes.values_mut() {
        if ast.first_versions.contains(&shape.origin.0) {
            add_zero(shape);
        }
        if shape.kind == Kind::String {
            read_enum(shape);
        }
    }
    let zeros: Vec<(ShapeId, Zero)> = ast
        .shapes
        .values()
        .filter_map(|shape| Some((shape.id.clone(), Zero::of(shape)?)))
        .collect();
    let first_versions = &ast.first_versions;
    for shape in ast.shapes.values_mut().filter(|shape| is_old(first_versions, shape)) {
        let is_structure = shape.kind == Kind::Structure;
        for member in &mut shape.members {
            let found = zeros.binary_search_by(|(id, _)| id.cmp(&member.target));
            if let (true, Ok(found)) = (is_structure, found) {
                add_default(member, &zeros[found].1);
            }
            member.traits.remove(BOX);
        }
    }
}

fn is_old(first_versions: &BTreeSet<usize>, shape: &Shape) -> bool {
    first_versions.contains(&shape.origin.0)
}

/// The implicit default of members.
enum Zero {
    /// The value of the shape, which a member may reject.
    Shape(Value),
    /// An empty stream, for optional members.
    Stream,
}

impl Zero {
    fn of(shape: &Shape) -> Option<Self> {
        if shape.kind == Kind::Blob && shape.traits.value(STREAMING).is_some() {
            return Some(Self::Stream);
        }
        shape.traits.value(DEFAULT).cloned().map(Self::Shape)
    }
}

fn add_zero(shape: &mut Shape) {
    let zero = match shape.kind {
        Kind::Boolean => json!(false),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::Float | Kind::Double => {
            json!(0)
        }
        _ => return,
    };
    let is_boxed = shape.traits.value(BOX).is_some();
    shape.traits.remove(BOX);
    if !is_boxed && shape.traits.value(DEFAULT).is_none() {
        set(&mut shape.traits, DEFAULT, zero);
    }
}

fn add_default(member: &mut Member, zero: &Zero) {
    if member.traits.value(DEFAULT).is_some() {
        return;
    }
    let is_boxed = member.traits.value(BOX).is_some();
    match zero {
        Zero::Shape(_) if is_boxed => set(&mut member.traits, DEFAULT, Value::Null),
        Zero::Shape(zero) => set(&mut member.traits, DEFAULT, zero.clone()),
        Zero::Stream if member.traits.value("smithy.api#required").is_some() => {}
        Zero::Stream => set(&mut member.traits, DEFAULT, json!("")),
    }
}

/// A value of the enum trait.
#[derive(Deserialize)]
struct EnumDefinition {
    value: String,
    name: Option<String>,
    documentation: Option<String>,
    tags: Option<Value>,
    #[serde(default)]
    deprecated: bool,
}

/// Turns a string with the enum trait into an enum. It stays a string if its values have no names
/// and none can be derived.
fn read_enum(shape: &mut Shape) {
    let value = shape.traits.value(ENUM).cloned();
    let Some(Ok(definitions)) = value.map(Vec::<EnumDefinition>::deserialize) else { return };
    let members: Option<Vec<Member>> = definitions.into_iter().map(enum_member).collect();
    let Some(members) = members.filter(|members| !members.is_empty()) else { return };
    let names: BTreeSet<String> = members.iter().map(|member| member.name.to_lowercase()).collect();
    if names.len() == members.len() {
        shape.traits.remove(ENUM);
        shape.kind = Kind::Enum;
        shape.members = members;
    }
}

fn enum_member(definition: EnumDefinition) -> Option<Member> {
    let name = definition.name.unwrap_or_else(|| {
        let is_part = |c: char| c.is_ascii_alphanumeric();
        definition.value.chars().map(|c| if is_part(c) { c } else { '_' }).collect()
    });
    if !is_identifier(&name) {
        return None;
    }
    let mut traits = Traits::default();
    set(&mut traits, "smithy.api#enumValue", definition.value.into());
    if let Some(text) = definition.documentation {
        set(&mut traits, "smithy.api#documentation", text.into());
    }
    if let Some(tags) = definition.tags {
        set(&mut traits, "smithy.api#tags", tags);
    }
    if definition.deprecated {
        set(&mut traits, "smithy.api#deprecated", json!({}));
    }
    Some(Member { name, target: ShapeId::parse("smithy.api#Unit")?, traits })
}

fn set(traits: &mut Traits, id: &str, value: Value) {
    if let Some(id) = ShapeId::parse(id) {
        traits.set(id, value);
    }
}
