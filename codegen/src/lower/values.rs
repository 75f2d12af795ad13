//! Values of tests and examples as Rust expressions.

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use regex_lite::Regex;
use serde_json::{Map, Value};

use super::Lowering;
use super::naming::SETTER;
use super::streams::is_byte_stream;
use super::support::is_unit;
use crate::ir::{Assignment, Expression, Number, Special, TimeFormat};
use crate::smithy::traits::{EnumValue, Sparse};
use crate::smithy::{Kind, Shape};

/// The test or example that contains a value.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The shape that carries it.
    pub(super) shape: &'a Shape,
    /// Such as `the test Foo`.
    pub(super) what: &'a str,
    /// Examples of published models may be outdated.
    pub(super) is_example: bool,
}

impl Lowering<'_> {
    /// The members of a structure that have a value. Unknown ones are reported in tests and ignored
    /// in examples.
    pub(super) fn fields(
        &self,
        shape: &Shape,
        values: &Map<String, Value>,
        place: Place<'_>,
    ) -> Vec<Assignment> {
        let mut fields = Vec::new();
        for (name, value) in values {
            match shape.member(name) {
                None if place.is_example => {}
                None => self.report(self.model.finding(
                    place.shape,
                    format!("{} sets `{name}`, which {} does not have", place.what, shape.id),
                    "correct the name",
                )),
                Some(_) if value.is_null() => {}
                Some(member) => {
                    let value = self.expression(self.model.target(member), value, place);
                    fields.push((self.names.field(shape, name), value));
                }
            }
        }
        fields
    }

    pub(super) fn expression(&self, shape: &Shape, value: &Value, place: Place<'_>) -> Expression {
        let found = match (&shape.kind, value) {
            (Kind::Boolean, Value::Bool(value)) => Some(Expression::Bool(*value)),
            (Kind::String, Value::String(text)) => Some(Expression::Text(text.clone())),
            (Kind::Blob, Value::String(text)) if is_byte_stream(shape) => {
                Some(Expression::Stream(text.clone().into_bytes()))
            }
            (Kind::Blob, Value::String(text)) => Some(Expression::Bytes(text.clone().into_bytes())),
            (Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum | Kind::Long, value) => {
                integer(&shape.kind, value).map(Expression::Int)
            }
            (Kind::Float, value) => float(Number::F32, value),
            (Kind::Double, value) => float(Number::F64, value),
            (Kind::BigInteger | Kind::BigDecimal, Value::String(digits)) => {
                digits_of(&shape.kind, digits)
            }
            (Kind::BigInteger | Kind::BigDecimal, Value::Number(value)) => {
                digits_of(&shape.kind, &value.to_string())
            }
            (Kind::Timestamp, Value::String(text)) => time(text),
            (Kind::Timestamp, value) => {
                let seconds = value.as_f64().filter(|seconds| YEARS.contains(seconds));
                seconds.map(Expression::Seconds)
            }
            (Kind::Document, value) => Some(Expression::Document(value.clone())),
            (Kind::Enum, Value::String(text)) => Some(self.enum_value(shape, text)),
            (Kind::List, Value::Array(items)) => Some(Expression::List(
                items.iter().map(|item| self.item_value(shape, item, place)).collect(),
            )),
            (Kind::Map, Value::Object(entries)) => {
                let entry = |(key, value): (&String, &Value)| {
                    (key.clone(), self.item_value(shape, value, place))
                };
                Some(Expression::Map(entries.iter().map(entry).collect()))
            }
            (Kind::Structure, Value::Object(values)) => Some(Expression::Structure {
                name: self.names.type_name(shape),
                fallible: self.is_fallible(shape),
                fields: calls(self.fields(shape, values, place)),
            }),
            (Kind::Union, Value::Object(values)) => self.union_value(shape, values, place),
            _ => None,
        };
        found.unwrap_or_else(|| self.no_value(shape, value, place))
    }

    /// Reports a value that does not match its shape.
    pub(super) fn no_value(&self, shape: &Shape, value: &Value, place: Place<'_>) -> Expression {
        self.report(self.model.finding(
            place.shape,
            format!("{} gives {value}, which is not a value of {}", place.what, shape.id),
            "correct the value",
        ));
        Expression::Bool(false)
    }

    /// Whether the builder of a structure can fail, because it has required members.
    fn is_fallible(&self, shape: &Shape) -> bool {
        let role = self.role(shape);
        let presences = shape.members.iter().map(|member| self.presence(member, role));
        presences.into_iter().any(|presence| presence.is_required())
    }

    /// A value within a list or map.
    fn item_value(&self, shape: &Shape, value: &Value, place: Place<'_>) -> Expression {
        let Some(item) = shape.members.last().map(|member| self.model.target(member)) else {
            return Expression::Nullable(None);
        };
        match (shape.traits.has::<Sparse>(), value.is_null()) {
            (true, true) => Expression::Nullable(None),
            (true, false) => {
                Expression::Nullable(Some(Box::new(self.expression(item, value, place))))
            }
            (false, _) => self.expression(item, value, place),
        }
    }

    /// The one member that is set; `None` if there is not exactly one.
    fn union_value(
        &self,
        shape: &Shape,
        values: &Map<String, Value>,
        place: Place<'_>,
    ) -> Option<Expression> {
        let mut set = values.iter().filter(|(_, value)| !value.is_null());
        let (Some((name, value)), None) = (set.next(), set.next()) else { return None };
        let member = shape.member(name)?;
        let target = self.model.target(member);
        Some(Expression::Union {
            name: self.names.type_name(shape),
            variant: self.names.variant(shape, name),
            value: (!is_unit(target)).then(|| {
                let value = Box::new(self.expression(target, value, place));
                match self.is_boxed(shape, member) {
                    true => Box::new(Expression::Boxed(value)),
                    false => value,
                }
            }),
        })
    }

    fn enum_value(&self, shape: &Shape, text: &str) -> Expression {
        let name = self.names.type_name(shape);
        let known = shape.members.iter().find(|member| {
            let value = member.traits.get::<EnumValue>();
            value.map_or(member.name == text, |value| value.0 == text)
        });
        match known {
            Some(member) => {
                Expression::Enum { name, variant: self.names.variant(shape, &member.name) }
            }
            None => Expression::UnknownEnum { name, value: text.to_owned() },
        }
    }
}

/// The setter for each value, and the value as its argument. A list or map is built item by item,
/// an empty one is set as a whole.
pub(super) fn calls(fields: Vec<Assignment>) -> Vec<Assignment> {
    let is_empty = |value: &Expression| match value {
        Expression::List(items) => items.is_empty(),
        Expression::Map(entries) => entries.is_empty(),
        _ => false,
    };
    let calls = fields.into_iter().map(|(field, value)| match is_empty(&value) {
        true => (field.prefixed(SETTER), value.some()),
        false => (field, value),
    });
    calls.collect()
}

/// An integer, which may be written as `1.0`.
fn integer(kind: &Kind, value: &Value) -> Option<i64> {
    let whole = |value: &f64| value.fract() == 0.0 && value.abs() < EXACT;
    let number = value.as_i64().or_else(|| value.as_f64().filter(whole).map(|value| value as i64));
    let fits = |number: &i64| match kind {
        Kind::Byte => i8::try_from(*number).is_ok(),
        Kind::Short => i16::try_from(*number).is_ok(),
        Kind::Integer | Kind::IntEnum => i32::try_from(*number).is_ok(),
        _ => true,
    };
    number.filter(fits)
}

/// The digits of a big number, if the text is one.
fn digits_of(kind: &Kind, text: &str) -> Option<Expression> {
    let pattern = match kind {
        Kind::BigInteger => r"^-?\d+$",
        _ => r"^-?\d+(\.\d+)?([eE][+-]?\d+)?$",
    };
    let fits = Regex::new(pattern).is_ok_and(|number| number.is_match(text));
    fits.then(|| Expression::Digits(text.to_owned()))
}

/// The years 1 to 9999, in seconds since 1970: the valid times.
const YEARS: std::ops::RangeInclusive<f64> = -62_135_596_800.0..=253_402_300_799.999;

/// The largest integer up to which a double is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A time in one of Smithy's text formats.
fn time(text: &str) -> Option<Expression> {
    let format = match text.ends_with("GMT") {
        true => TimeFormat::HttpDate,
        false => TimeFormat::DateTime,
    };
    instant(text, format).map(|_| Expression::Time(text.to_owned(), format))
}

/// A time as the client parses it.
pub(super) fn instant(text: &str, format: TimeFormat) -> Option<Expression> {
    let format = match format {
        TimeFormat::HttpDate => Format::HttpDate,
        TimeFormat::DateTime => Format::DateTime,
    };
    let time = DateTime::from_str(text, format).ok()?;
    Some(match time.subsec_nanos() {
        0 => Expression::Seconds(time.secs() as f64),
        nanos => Expression::Instant(time.secs(), nanos),
    })
}

fn float(kind: Number, value: &Value) -> Option<Expression> {
    match value.as_str() {
        Some("NaN") => Some(Expression::Special(kind, Special::NotANumber)),
        Some("Infinity") => Some(Expression::Special(kind, Special::Infinity)),
        Some("-Infinity") => Some(Expression::Special(kind, Special::NegativeInfinity)),
        _ => {
            let fits = |value: &f64| kind != Number::F32 || (*value as f32).is_finite();
            value.as_f64().filter(fits).map(Expression::Float)
        }
    }
}
