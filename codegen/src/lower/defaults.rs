//! The values of members that are not set.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::Lowering;
use super::names::{field_name, module_name};
use super::reserved::MESSAGE;
use super::streams::is_byte_stream;
use super::values::{Place, instant};
use crate::ir::{Expression, Fallback, Marker, Presence, Role};
use crate::rust::Identifier;
use crate::smithy::traits::{ClientOptional, Default, IdempotencyToken, Required};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// Whether a member of a structure always has a value, and how that is ensured.
    pub(super) fn presence(&self, member: &Member, role: Role) -> Presence {
        let traits = &member.traits;
        let is_input = role.is_input;
        // An error with a member missing is still that error, even if the model requires it. The
        // message of an error has no default, because every error may have one.
        if role.is_error
            && (self.default_of(member).is_none() || field_name(&member.name).plain() == MESSAGE)
        {
            return Presence::Optional;
        }
        // There is always a body; it may be empty.
        if is_byte_stream(self.model.target(member)) {
            let is_asked_for = is_input && traits.has::<Required>();
            return if is_asked_for { Presence::Required } else { Presence::Default };
        }
        // Idempotency tokens are filled in if absent, and so are some labels.
        let is_filled_in = traits.has::<IdempotencyToken>() || self.label_default(member).is_some();
        if is_filled_in || (traits.has::<ClientOptional>() && !is_input) {
            return Presence::Optional;
        }
        // The service applies the defaults of an input.
        if self.default_of(member).is_some() && !is_input {
            return Presence::Default;
        }
        match (traits.has::<Required>(), role) {
            (false, _) => Presence::Optional,
            (true, Role { received: false, .. }) => Presence::Required,
            (true, Role { sent: true, .. }) => Presence::Corrected,
            (true, Role { sent: false, .. }) => Presence::Default,
        }
    }

    /// The value of an absent field, if it is not its type's `Default`.
    pub(super) fn fallback(
        &self,
        shape: &Shape,
        member: &Member,
        presence: Presence,
        role: Role,
    ) -> Option<Fallback> {
        if !matches!(presence, Presence::Corrected | Presence::Default) {
            return None;
        }
        let target = self.model.target(member);
        let value = self.default_of(member).filter(|value| !is_zero(&target.kind, value));
        match (value, &target.kind) {
            (None, Kind::Timestamp) => Some(Fallback { marker: Marker::UnixEpoch, value: None }),
            (None, _) => None,
            (Some(value), _) => {
                let what = format!("the default of {}", member.name);
                let place = Place { shape, what: &what, is_example: false };
                let module = Identifier::from("default");
                // Errors share a file.
                let module = match role.is_error {
                    true => module_name(self.names.type_name(shape).plain()).suffixed("_default"),
                    false => module,
                };
                let name = self.names.field(shape, &member.name);
                Some(Fallback {
                    marker: Marker::Own { module, name },
                    value: Some(self.default_value(target, value, place)),
                })
            }
        }
    }

    fn default_of(&self, member: &Member) -> Option<Value> {
        let default = self.model.member_trait::<Default>(member)?.0;
        (!default.is_null()).then_some(default)
    }

    fn default_value(&self, target: &Shape, value: Value, place: Place<'_>) -> Expression {
        if let (Kind::Blob, Value::String(text)) = (&target.kind, &value) {
            // Blobs are plain text in tests, but base64 here.
            return match STANDARD.decode(text) {
                Ok(bytes) => Expression::Bytes(bytes),
                Err(_) => self.no_value(target, &value, place),
            };
        }
        match self.expression(target, &value, place) {
            // A default must not be able to fail.
            Expression::Time(text, format) => {
                instant(&text, format).unwrap_or_else(|| self.no_value(target, &value, place))
            }
            value => value,
        }
    }
}

/// Whether a default equals Rust's `Default` of the type, or is the zero timestamp.
fn is_zero(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Boolean, Value::Bool(value)) => !value,
        (
            Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::IntEnum
            | Kind::Long
            | Kind::Float
            | Kind::Double
            | Kind::BigInteger
            | Kind::BigDecimal
            | Kind::Timestamp,
            Value::Number(value),
        ) => value.as_f64() == Some(0.0),
        (Kind::String | Kind::Blob, Value::String(value)) => value.is_empty(),
        (Kind::List, Value::Array(value)) => value.is_empty(),
        (Kind::Map, Value::Object(value)) => value.is_empty(),
        _ => false,
    }
}
