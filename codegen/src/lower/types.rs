use super::Lowering;
use super::streams::is_byte_stream;
use crate::ir::{Number, Type};
use crate::smithy::traits::Sparse;
use crate::smithy::{Kind, Shape};

impl Lowering<'_> {
    /// The Rust type of a shape's values.
    pub(super) fn kind(&self, shape: &Shape) -> Type {
        match &shape.kind {
            Kind::Blob if is_byte_stream(shape) => Type::ByteStream,
            Kind::Blob => Type::Blob,
            Kind::Boolean => Type::Bool,
            Kind::String => Type::String,
            Kind::Byte => Type::Number(Number::I8),
            Kind::Short => Type::Number(Number::I16),
            Kind::Integer | Kind::IntEnum => Type::Number(Number::I32),
            Kind::Long => Type::Number(Number::I64),
            Kind::Float => Type::Number(Number::F32),
            Kind::Double => Type::Number(Number::F64),
            Kind::Timestamp => Type::DateTime,
            Kind::List => Type::List(Box::new(self.item(shape))),
            Kind::Map => Type::Map(Box::new(self.item(shape))),
            Kind::Enum => Type::Enum(self.names.type_name(shape)),
            Kind::Structure => Type::Structure(self.names.type_name(shape)),
            Kind::Union => Type::Union(self.names.type_name(shape)),
            Kind::BigInteger => Type::BigInteger,
            Kind::BigDecimal => Type::BigDecimal,
            Kind::Document | Kind::Service(_) | Kind::Resource(_) | Kind::Operation(_) => {
                Type::Document
            }
        }
    }

    /// The type of what a list or map holds: its last member.
    fn item(&self, shape: &Shape) -> Type {
        let item = shape
            .members
            .last()
            .map_or(Type::Document, |member| self.kind(self.model.target(member)));
        if shape.traits.has::<Sparse>() { Type::Nullable(Box::new(item)) } else { item }
    }
}
