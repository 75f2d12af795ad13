use std::borrow::Cow;
use std::fmt;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde_with::{DeserializeAs, SerializeAs};

use super::number::whole;

/// A timestamp as a number of seconds since 1970, with a fraction if it has one.
#[derive(Debug)]
pub struct EpochSeconds;

/// A timestamp such as `2025-11-21T08:00:00Z`.
#[derive(Debug)]
pub struct Rfc3339;

/// A timestamp such as `Fri, 21 Nov 2025 08:00:00 GMT`.
#[derive(Debug)]
pub struct HttpDate;

impl SerializeAs<DateTime> for EpochSeconds {
    fn serialize_as<S: Serializer>(value: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
        match value.subsec_nanos() {
            0 => serializer.serialize_i64(value.secs()),
            _ => serializer.serialize_f64(value.as_secs_f64()),
        }
    }
}

impl<'de> DeserializeAs<'de, DateTime> for EpochSeconds {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
        deserializer.deserialize_any(EpochVisitor)
    }
}

struct EpochVisitor;

fn out_of_range<E: Error>(value: impl fmt::Display) -> E {
    E::custom(format_args!("{value} is out of range for seconds since 1970 of 64 bits"))
}

impl Visitor<'_> for EpochVisitor {
    type Value = DateTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("seconds since 1970 as a number")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<DateTime, E> {
        Ok(DateTime::from_secs(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<DateTime, E> {
        i64::try_from(value).map(DateTime::from_secs).map_err(|_| out_of_range(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<DateTime, E> {
        // The library would clamp to its first or last second.
        match whole(value.floor()) {
            Some(_) => Ok(DateTime::from_secs_f64(value)),
            None => Err(out_of_range(format_args!("{value:e}"))),
        }
    }
}

macro_rules! as_text {
    ($($adapter:ident $format:expr),*) => {$(
        impl SerializeAs<DateTime> for $adapter {
            fn serialize_as<S: Serializer>(value: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
                let text = value.fmt($format).map_err(serde::ser::Error::custom)?;
                serializer.serialize_str(&text)
            }
        }

        impl<'de> DeserializeAs<'de, DateTime> for $adapter {
            fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                DateTime::from_str(&text, $format).map_err(D::Error::custom)
            }
        }
    )*};
}
as_text!(Rfc3339 Format::DateTimeWithOffset, HttpDate Format::HttpDate);

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::{Deserialize, Serialize};
    use serde_with::{As, Same};

    use super::*;

    #[derive(Debug, Deserialize, Serialize)]
    struct Holder {
        #[serde(with = "As::<EpochSeconds>")]
        epoch: DateTime,
        #[serde(with = "As::<Rfc3339>")]
        rfc3339: DateTime,
        #[serde(with = "As::<HttpDate>")]
        http: DateTime,
    }

    #[test]
    fn times_that_are_out_of_range_are_errors() {
        #[derive(Debug, Deserialize)]
        struct Times {
            #[serde(with = "As::<HashMap<Same, Vec<EpochSeconds>>>")]
            times: HashMap<String, Vec<DateTime>>,
        }
        let read =
            |time| serde_json::from_str::<Times>(&format!(r#"{{"times":{{"a":[{time}]}}}}"#));
        for (time, seconds) in [
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
            ("1e18", 1_000_000_000_000_000_000),
            ("-1.5", -2),
            ("-1e-20", 0),
        ] {
            let times = read(time).unwrap().times;
            assert_eq!(times["a"][0].secs(), seconds, "{time}");
        }
        for time in ["9223372036854775808", "-9223372036854775809", "1e300", "-1e300", "1e400"] {
            let error = read(time).unwrap_err().to_string();
            assert!(error.contains("out of range"), "{time}: {error}");
        }
    }

    #[test]
    fn each_format_round_trips() {
        let json = concat!(
            r#"{"epoch":1763712000.5,"rfc3339":"2025-11-21T08:00:00Z","#,
            r#""http":"Fri, 21 Nov 2025 08:00:00 GMT"}"#
        );
        let holder: Holder = serde_json::from_str(json).unwrap();
        assert_eq!(holder.rfc3339.secs(), 1_763_712_000);
        assert_eq!(serde_json::to_string(&holder).unwrap(), json);
        assert!(serde_json::from_str::<Holder>(&json.replace("Nov", "Xyz")).is_err());
    }
}
