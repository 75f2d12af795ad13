use std::collections::BTreeMap;

use super::shape::{Kind, Origin, Shape, Traits};
use super::shape_id::ShapeId;

/// The shapes that every model contains implicitly.
pub(crate) fn shapes() -> BTreeMap<ShapeId, Shape> {
    const PRELUDE: [(&str, Kind); 21] = [
        ("BigDecimal", Kind::BigDecimal),
        ("BigInteger", Kind::BigInteger),
        ("Blob", Kind::Blob),
        ("Boolean", Kind::Boolean),
        ("Byte", Kind::Byte),
        ("Document", Kind::Document),
        ("Double", Kind::Double),
        ("Float", Kind::Float),
        ("Integer", Kind::Integer),
        ("Long", Kind::Long),
        ("PrimitiveBoolean", Kind::Boolean),
        ("PrimitiveByte", Kind::Byte),
        ("PrimitiveDouble", Kind::Double),
        ("PrimitiveFloat", Kind::Float),
        ("PrimitiveInteger", Kind::Integer),
        ("PrimitiveLong", Kind::Long),
        ("PrimitiveShort", Kind::Short),
        ("Short", Kind::Short),
        ("String", Kind::String),
        ("Timestamp", Kind::Timestamp),
        ("Unit", Kind::Structure),
    ];
    PRELUDE.into_iter().filter_map(|(name, kind)| shape(name, kind)).collect()
}

/// The kind of shape that a type in the JSON AST names.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "blob" => Kind::Blob,
        "boolean" => Kind::Boolean,
        "string" => Kind::String,
        "byte" => Kind::Byte,
        "short" => Kind::Short,
        "integer" => Kind::Integer,
        "long" => Kind::Long,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "bigInteger" => Kind::BigInteger,
        "bigDecimal" => Kind::BigDecimal,
        "timestamp" => Kind::Timestamp,
        "document" => Kind::Document,
        "enum" => Kind::Enum,
        "intEnum" => Kind::IntEnum,
        "list" | "set" => Kind::List,
        "map" => Kind::Map,
        "structure" => Kind::Structure,
        "union" => Kind::Union,
        _ => return None,
    })
}

fn shape(name: &str, kind: Kind) -> Option<(ShapeId, Shape)> {
    let id = ShapeId::parse(&format!("smithy.api#{name}"))?;
    let mut traits = Traits::default();
    if name.starts_with("Primitive") {
        let zero = if kind == Kind::Boolean { false.into() } else { 0.into() };
        traits.set(ShapeId::parse("smithy.api#default")?, zero);
    }
    let shape = Shape {
        id: id.clone(),
        kind,
        members: Vec::new(),
        traits,
        mixins: Vec::new(),
        origin: Origin::PRELUDE,
    };
    Some((id, shape))
}
