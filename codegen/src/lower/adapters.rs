use super::Lowering;
use super::streams::is_byte_stream;
use crate::ir::Adapter;
use crate::smithy::traits::{Sparse, TimestampFormat};
use crate::smithy::{Kind, Member};

impl Lowering<'_> {
    /// How serde reads and writes the values of a member.
    pub(super) fn adapter(&self, member: &Member) -> Adapter {
        let shape = self.model.target(member);
        match &shape.kind {
            Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum | Kind::Long => Adapter::Int,
            Kind::Float | Kind::Double => Adapter::Float,
            Kind::BigInteger | Kind::BigDecimal => Adapter::BigNumber,
            Kind::Blob if is_byte_stream(shape) => Adapter::Same,
            Kind::Blob => Adapter::Base64,
            Kind::Document => Adapter::JsonValue,
            Kind::Timestamp => match self.model.member_trait::<TimestampFormat>(member) {
                None | Some(TimestampFormat::EpochSeconds) => Adapter::EpochSeconds,
                Some(TimestampFormat::DateTime) => Adapter::Rfc3339,
                Some(TimestampFormat::HttpDate) => Adapter::HttpDate,
            },
            Kind::List | Kind::Map => {
                let inner = shape.members.last().map_or(Adapter::Same, |item| self.adapter(item));
                match shape.traits.has::<Sparse>() {
                    false => Adapter::Dense(Box::new(inner)),
                    true => Adapter::Sparse(Box::new(inner)),
                }
            }
            _ => Adapter::Same,
        }
    }
}
