use aws_smithy_types::{BigDecimal, BigInteger};

use super::header_list::entries;

/// A value that is read from the headers of one name; the other direction of
/// [`Parameter`](super::Parameter).
pub trait FromHeader: Sized {
    /// Reads one text.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_text(text: &str) -> Result<Self, String>;

    /// Reads all headers of the name, of which there may be none.
    ///
    /// # Errors
    /// What is wrong with them.
    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        headers.first().map_or_else(|| Err("is absent".into()), |text| Self::from_text(text))
    }
}

impl<T: FromHeader> FromHeader for Option<T> {
    fn from_text(text: &str) -> Result<Self, String> {
        T::from_text(text).map(Some)
    }

    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        if headers.is_empty() { Ok(None) } else { T::from_headers(headers).map(Some) }
    }
}

impl<T: FromHeader> FromHeader for Vec<T> {
    fn from_text(text: &str) -> Result<Self, String> {
        entries(text)?.iter().map(|entry| T::from_text(entry)).collect()
    }

    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        Self::from_text(&headers.join(","))
    }
}

impl FromHeader for String {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

macro_rules! parsed {
    ($($kind:ty = $what:literal),*) => {$(
        impl FromHeader for $kind {
            fn from_text(text: &str) -> Result<Self, String> {
                text.trim().parse().map_err(|_| format!("{text:?} is not {}", $what))
            }
        }
    )*};
}
parsed!(
    bool = "true or false",
    i8 = "a whole number of 8 bits",
    i16 = "a whole number of 16 bits",
    i32 = "a whole number of 32 bits",
    i64 = "a whole number of 64 bits",
    f32 = "a number",
    f64 = "a number",
    BigInteger = "a whole number of any size",
    BigDecimal = "a number"
);

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
}
