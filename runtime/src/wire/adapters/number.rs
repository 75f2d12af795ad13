use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_with::{DeserializeAs, SerializeAs};

/// A whole number that may come as `1763711000.5` or `1e3`; fractions are cut off.
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
        // 2^63 is exact as a float, i64::MAX is not.
        if !(-TWO_TO_63..TWO_TO_63).contains(&value) {
            return Err(E::custom(format!("{value} is out of range for {self}")));
        }
        self.visit_i64(value as i64)
    }
}

impl<T: TryFrom<i64>> fmt::Display for IntVisitor<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expecting(f)
    }
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// A float whose `NaN`, `Infinity` and `-Infinity` travel as strings.
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
                deserializer.deserialize_any(FloatVisitor).map(|value| value as $number)
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

    #[derive(Debug, Deserialize, Serialize)]
    struct Holder {
        #[serde(default, with = "As::<Option<Int>>")]
        long: Option<i64>,
        #[serde(default, with = "As::<DefaultOnNull<Int>>")]
        count: i64,
        #[serde(default, with = "As::<Option<Int>>")]
        small: Option<i8>,
        #[serde(default, with = "As::<Option<Float>>")]
        double: Option<f64>,
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
        for text in ["9223372036854775808", "1e30", "\"1\"", "true"] {
            assert!(long(text).is_err(), "{text}");
        }
        assert_eq!(read(r#"{"count":null}"#).unwrap().count, 0);
        assert!(read(r#"{"small":128}"#).unwrap_err().to_string().contains("8 bits"));
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
