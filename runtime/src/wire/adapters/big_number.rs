use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_with::{DeserializeAs, SerializeAs};

/// A number of any size, without loss of digits. It works only with serde_json: other formats
/// cannot carry such a number.
#[derive(Debug)]
pub struct BigNumber;

impl<T: AsRef<str>> SerializeAs<T> for BigNumber {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = value.as_ref();
        // The types accept more forms than JSON: `+5`, `.5` and `007`.
        let number = RawValue::from_string(digits.to_owned())
            .map_err(|_| S::Error::custom(format_args!("{digits} is not a number in JSON")))?;
        number.serialize(serializer)
    }
}

impl<'de, T: FromStr> DeserializeAs<'de, T> for BigNumber {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let number = Box::<RawValue>::deserialize(deserializer)?;
        let digits = number.get();
        digits.parse().map_err(|_| {
            let digits = crate::wire::quote(digits);
            D::Error::custom(format_args!("expected a number of any size, found {digits}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::{BigDecimal, BigInteger};
    use serde::{Deserialize, Serialize};
    use serde_with::As;

    use super::*;
    use crate::wire::Dense;

    #[derive(Debug, Deserialize, Serialize)]
    struct Holder {
        #[serde(default, with = "As::<Option<BigNumber>>")]
        integer: Option<BigInteger>,
        #[serde(default, with = "As::<Dense<BigNumber>>")]
        decimals: Vec<BigDecimal>,
    }

    #[test]
    fn every_digit_is_kept() {
        let json = r#"{"integer":-123456789012345678901234567890,"decimals":[0.10000000000000000000000001,1E+500,-0.0]}"#;
        let holder: Holder = serde_json::from_str(json).unwrap();
        assert_eq!(holder.integer.as_ref().unwrap().as_ref(), "-123456789012345678901234567890");
        assert_eq!(serde_json::to_string(&holder).unwrap(), json);
    }

    #[test]
    fn null_is_no_number() {
        let json = r#"{"integer":null,"decimals":[null,1]}"#;
        let holder: Holder = serde_json::from_str(json).unwrap();
        assert!(holder.integer.is_none());
        assert_eq!(holder.decimals.len(), 1);
    }

    #[test]
    fn what_is_no_such_number_is_refused_both_ways() {
        for text in ["1.5", "1e3", "\"1\"", "true", "{}"] {
            let json = format!(r#"{{"integer":{text}}}"#);
            let error = serde_json::from_str::<Holder>(&json).unwrap_err().to_string();
            assert!(error.contains("expected a number of any size"), "{error}");
        }
        let holder = Holder { integer: Some("007".parse().unwrap()), decimals: Vec::new() };
        let error = serde_json::to_string(&holder).unwrap_err().to_string();
        assert!(error.contains("007 is not a number in JSON"), "{error}");
    }
}
