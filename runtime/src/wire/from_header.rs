use std::str::FromStr;

use aws_smithy_types::{BigDecimal, BigInteger};

use super::header_list::{entries, joined};

/// A value that is read from the headers with one name; the inverse of
/// [`Parameter`](super::Parameter).
#[doc(hidden)]
pub trait FromHeader: Sized {
    /// Reads one text.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_text(text: &str) -> Result<Self, String>;

    /// Whether a text represents an absent value: an empty text where a number is expected.
    fn is_absent(_text: &str) -> bool {
        false
    }

    /// Reads all headers with the name; there may be none.
    ///
    /// # Errors
    /// What is wrong with them.
    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        let first = headers.iter().find(|text| !Self::is_absent(text));
        first.map_or_else(|| Err("is absent".into()), |text| Self::from_text(text))
    }
}

impl<T: FromHeader> FromHeader for Option<T> {
    fn from_text(text: &str) -> Result<Self, String> {
        T::from_text(text).map(Some)
    }

    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        let is_absent = headers.iter().all(|text| T::is_absent(text));
        if is_absent { Ok(None) } else { T::from_headers(headers).map(Some) }
    }
}

impl<T: FromHeader> FromHeader for Vec<T> {
    fn from_text(text: &str) -> Result<Self, String> {
        let entries = entries(text)?.into_iter().filter(|entry| !T::is_absent(entry));
        entries.map(|entry| T::from_text(&entry)).collect()
    }

    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        Self::from_text(&joined(headers))
    }
}

impl FromHeader for String {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

macro_rules! parsed {
    ($($kind:ty = $what:literal by $parse:expr),* $(,)?) => {$(
        impl FromHeader for $kind {
            fn from_text(text: &str) -> Result<Self, String> {
                let parse: fn(&str) -> Option<$kind> = $parse;
                parse(text.trim()).ok_or_else(|| format!("{text:?} is not {}", $what))
            }

            fn is_absent(text: &str) -> bool {
                text.trim().is_empty()
            }
        }
    )*};
}
parsed!(
    bool = "true or false" by parsed,
    i8 = "a whole number of 8 bits" by parsed,
    i16 = "a whole number of 16 bits" by parsed,
    i32 = "a whole number of 32 bits" by parsed,
    i64 = "a whole number of 64 bits" by parsed,
    f32 = "a number of 32 bits" by |text| float(text, f32::is_finite),
    f64 = "a number of 64 bits" by |text| float(text, f64::is_finite),
    BigInteger = "a whole number of any size" by parsed,
    BigDecimal = "a number" by parsed,
);

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// The library turns numbers that are too large into infinity, and accepts more names of it than
/// Smithy.
fn float<T: Copy + FromStr>(text: &str, is_finite: fn(T) -> bool) -> Option<T> {
    let is_named = ["NaN", "Infinity", "-Infinity"].contains(&text);
    parsed(text).filter(|value| is_finite(*value) || is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_headers_are_absent_values() {
        assert_eq!(Option::<i32>::from_headers(&[]), Ok(None));
        assert_eq!(Vec::<i32>::from_headers(&[]), Ok(vec![]));
        assert_eq!(i32::from_headers(&[]), Err("is absent".to_owned()));
    }

    #[test]
    fn headers_are_read_as_what_they_should_be() {
        assert_eq!(Option::<Vec<i8>>::from_headers(&["1, 2", "3"]), Ok(Some(vec![1, 2, 3])));
        let big = BigInteger::from_headers(&["123456789012345678901"]).unwrap();
        assert_eq!(big.as_ref(), "123456789012345678901");
        assert!(i8::from_headers(&["128"]).unwrap_err().contains("8 bits"));
        assert!(f64::from_headers(&["NaN"]).unwrap().is_nan());
        assert_eq!(f32::from_headers(&["-Infinity"]), Ok(f32::NEG_INFINITY));
        assert!(bool::from_headers(&["True"]).is_err());
    }

    #[test]
    fn numbers_beyond_the_bits_of_their_type_are_errors_on_both_sides() {
        fn check<T: FromHeader>(inside: [&str; 2], beyond: [&str; 2]) {
            for text in inside {
                assert!(T::from_headers(&[text]).is_ok(), "{text}");
            }
            for text in beyond {
                let error = Vec::<T>::from_headers(&[text]).err().unwrap();
                assert!(error.contains("bits"), "{error}");
            }
        }
        check::<i8>(["-128", "127"], ["-129", "128"]);
        check::<i64>(
            ["-9223372036854775808", "9223372036854775807"],
            ["-9223372036854775809", "9223372036854775808"],
        );
        check::<f32>(["-3.4028234e38", "3.4028234e38"], ["-1e39", "1e39"]);
        check::<f64>(["-1e308", "1e308"], ["-1e309", "inf"]);
    }

    #[test]
    fn an_empty_text_is_no_number() {
        assert_eq!(Option::<i32>::from_headers(&["", " "]), Ok(None));
        assert_eq!(Option::<i32>::from_headers(&["", "7"]), Ok(Some(7)));
        assert_eq!(Vec::<i32>::from_headers(&["1,,2", ""]), Ok(vec![1, 2]));
        assert_eq!(i32::from_headers(&[""]), Err("is absent".to_owned()));
        assert_eq!(Option::<String>::from_headers(&[""]), Ok(Some(String::new())));
    }
}
