use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// An integer that may be received as `1763711000.5` or `1e3`; fractions are truncated.
#[derive(Debug)]
pub struct Int;

impl<T: Serialize> SerializeAs<T> for Int {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

impl<'de, T: TryFrom<i64>> DeserializeAs<'de, T> for Int {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_i64(IntVisitor(PhantomData))
    }
}

struct IntVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i64>> Visitor<'_> for IntVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number of {} bits", 8 * size_of::<T>())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::custom(format!("{value} is out of range for {self}")))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        let value = i64::try_from(value)
            .map_err(|_| E::custom(format!("{value} is out of range for {self}")))?;
        self.visit_i64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        match whole(value) {
            Some(value) => self.visit_i64(value),
            None => Err(E::custom(format!("{value} is out of range for {self}"))),
        }
    }
}

impl<T: TryFrom<i64>> fmt::Display for IntVisitor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expecting(f)
    }
}

/// The integer part of a float, if it fits into 64 bits. JSON parsers make floats of integers that
/// are too large for 64 bits, and -2^63 - 1 becomes -2^63. A float of that value is therefore out
/// of range; the real -2^63 is parsed as an integer.
pub(super) fn whole(value: f64) -> Option<i64> {
    (value.abs() < TWO_TO_63).then_some(value as i64)
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// A float whose `NaN`, `Infinity` and `-Infinity` are sent as strings.
#[derive(Debug)]
pub struct Float;

macro_rules! float {
    ($($number:ident $visit:ident $serialize:ident),*) => {$(
        impl SerializeAs<$number> for Float {
            fn serialize_as<S: Serializer>(value: &$number, serializer: S) -> Result<S::Ok, S::Error> {
                match *value {
                    value if value.is_nan() => serializer.serialize_str("NaN"),
                    $number::INFINITY => serializer.serialize_str("Infinity"),
                    $number::NEG_INFINITY => serializer.serialize_str("-Infinity"),
                    value => serializer.$serialize(value),
                }
            }
        }

        impl<'de> DeserializeAs<'de, $number> for Float {
            fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<$number, D::Error> {
                let value = deserializer.deserialize_any(FloatVisitor)?;
                let narrow = value as $number;
                if narrow.is_infinite() && value.is_finite() {
                    let bits = 8 * size_of::<$number>();
                    let problem = format_args!("{value:e} is out of range for a number of {bits} bits");
                    return Err(D::Error::custom(problem));
                }
                Ok(narrow)
            }
        }
    )*};
}
float!(f32 visit_f32 serialize_f32, f64 visit_f64 serialize_f64);

struct FloatVisitor;

impl Visitor<'_> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, \"NaN\", \"Infinity\" or \"-Infinity\"")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<f64, E> {
        match value {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use serde_with::{As, DefaultOnNull};

    use super::*;
    use crate::wire::Dense;

    #[derive(Debug, Deserialize, Serialize)]
    struct Holder {
        #[serde(default, with = "As::<Option<Int>>")]
        long: Option<i64>,
        #[serde(default, with = "As::<DefaultOnNull<Int>>")]
        count: i64,
        #[serde(default, with = "As::<Option<Int>>")]
        small: Option<i8>,
        #[serde(default, with = "As::<Option<Float>>")]
        single: Option<f32>,
        #[serde(default, with = "As::<Option<Float>>")]
        double: Option<f64>,
        #[serde(default, with = "As::<Dense<Int>>")]
        longs: Vec<i64>,
        #[serde(default, with = "As::<Dense<Int>>")]
        smalls: Vec<i8>,
        #[serde(default, with = "As::<Dense<Float>>")]
        singles: Vec<f32>,
        #[serde(default, with = "As::<Dense<Float>>")]
        doubles: Vec<f64>,
    }

    fn read(json: &str) -> Result<Holder, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn whole_numbers_keep_every_digit_and_tolerate_other_forms() {
        let long = |text| read(&format!(r#"{{"long":{text}}}"#)).map(|holder| holder.long);
        assert_eq!(long("9223372036854775807").unwrap(), Some(i64::MAX));
        assert_eq!(long("-9223372036854775808").unwrap(), Some(i64::MIN));
        assert_eq!(long("1763711000.5").unwrap(), Some(1_763_711_000));
        assert_eq!(long("1e3").unwrap(), Some(1000));
        assert_eq!(long("null").unwrap(), None);
        for text in ["\"1\"", "true"] {
            assert!(long(text).is_err(), "{text}");
        }
        assert_eq!(read(r#"{"count":null}"#).unwrap().count, 0);
        assert!(read(r#"{"small":128}"#).unwrap_err().to_string().contains("8 bits"));
    }

    #[test]
    fn numbers_beyond_the_bits_of_their_type_are_errors_on_both_sides() {
        for (member, inside, beyond) in [
            ("long", "9223372036854775807", "9223372036854775808"),
            ("long", "-9223372036854775808", "-9223372036854775809"),
            ("long", "-9223372036854774784.5", "-1e19"),
            ("small", "127", "128"),
            ("small", "-128", "-129"),
            ("small", "-128.9", "-129.0"),
            ("single", "3.4028234e38", "1e39"),
            ("single", "-3.4028234e38", "-1e39"),
            ("single", "\"-Infinity\"", "-1e300"),
            ("double", "1e308", "1e309"),
            ("double", "-1e308", "-1e309"),
        ] {
            assert!(read(&format!(r#"{{"{member}":{inside}}}"#)).is_ok(), "{member} {inside}");
            let lists = format!(r#"{{"{member}s":[{beyond}]}}"#);
            for json in [format!(r#"{{"{member}":{beyond}}}"#), lists] {
                let error = read(&json).unwrap_err().to_string();
                assert!(error.contains("out of range"), "{json}: {error}");
            }
        }
        let error = read(r#"{"single":1e39}"#).unwrap_err().to_string();
        assert!(error.contains("1e39 is out of range for a number of 32 bits"), "{error}");
        assert_eq!(read(r#"{"single":1e-46}"#).unwrap().single, Some(0.0));
    }

    #[test]
    fn floats_that_json_lacks_travel_as_strings() {
        for text in ["\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "0.1", "5e-324", "-0.0"] {
            let holder = read(&format!(r#"{{"double":{text}}}"#)).unwrap();
            let json = serde_json::to_value(&holder).unwrap();
            assert_eq!(json["double"].to_string(), text);
        }
        assert!(read(r#"{"double":"0.1"}"#).is_err());
    }
}
