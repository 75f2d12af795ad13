use aws_smithy_types::date_time::Format;
use aws_smithy_types::{DateTime, base64};

use super::adapters::{Base64, EpochSeconds, HttpDate, Rfc3339};
use super::header_list::{entries, http_dates, joined};
use super::parameter::Parameter;
use crate::error::BuildError;

/// Values in a format that their type does not determine, for a label, a query parameter or a
/// header: `format_as(&self.since, HttpDate)`.
///
/// # Errors
/// A value cannot be represented, such as a date after the year 9999.
pub fn format_as<F: Form>(value: &impl Formatted<F>, _form: F) -> Result<Texts, BuildError> {
    value.texts().map(Texts).map_err(BuildError::form)
}

/// A text format for values.
#[doc(hidden)]
pub trait Form {
    /// The type of the values.
    type Value;

    /// Writes a value.
    ///
    /// # Errors
    /// Why it cannot be represented.
    fn write(value: &Self::Value) -> Result<String, String>;

    /// Reads a value.
    ///
    /// # Errors
    /// What is wrong with the text.
    fn read(text: &str) -> Result<Self::Value, String>;

    /// Whether a text represents an absent value.
    fn is_absent(text: &str) -> bool {
        text.trim().is_empty()
    }

    /// The entries of a list in a header.
    ///
    /// # Errors
    /// What is wrong with the list.
    fn entries(header: &str) -> Result<Vec<String>, String> {
        entries(header)
    }
}

/// A value, an optional value, or a list of values, with a text format.
#[doc(hidden)]
pub trait Formatted<F: Form>: Sized {
    /// The text of each value; `None` if absent.
    ///
    /// # Errors
    /// Why a value cannot be represented.
    fn texts(&self) -> Result<Option<Vec<String>>, String>;

    /// Whether a text represents an absent value.
    fn is_absent(_text: &str) -> bool {
        false
    }

    /// Reads all headers with one name; there may be none.
    ///
    /// # Errors
    /// What is wrong with them.
    fn from_headers(headers: &[&str]) -> Result<Self, String>;
}

impl<F: Form, T: Formatted<F>> Formatted<F> for Option<T> {
    fn texts(&self) -> Result<Option<Vec<String>>, String> {
        self.as_ref().map_or(Ok(None), T::texts)
    }

    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        let is_absent = headers.iter().all(|text| T::is_absent(text));
        if is_absent { Ok(None) } else { T::from_headers(headers).map(Some) }
    }
}

impl<F: Form, T: Formatted<F>> Formatted<F> for Vec<T> {
    fn texts(&self) -> Result<Option<Vec<String>>, String> {
        let mut texts = Vec::new();
        for value in self {
            texts.extend(value.texts()?.into_iter().flatten());
        }
        Ok(Some(texts))
    }

    fn from_headers(headers: &[&str]) -> Result<Self, String> {
        let entries = F::entries(&joined(headers))?;
        let entries = entries.iter().filter(|entry| !T::is_absent(entry));
        entries.map(|entry| T::from_headers(&[entry])).collect()
    }
}

macro_rules! formatted {
    ($($kind:ty),*) => {$(
        impl<F: Form<Value = $kind>> Formatted<F> for $kind {
            fn texts(&self) -> Result<Option<Vec<String>>, String> {
                F::write(self).map(|text| Some(vec![text]))
            }

            fn is_absent(text: &str) -> bool {
                F::is_absent(text)
            }

            fn from_headers(headers: &[&str]) -> Result<Self, String> {
                let first = headers.iter().find(|text| !F::is_absent(text));
                first.map_or_else(|| Err("is absent".into()), |text| F::read(text))
            }
        }
    )*};
}
formatted!(DateTime, String);

/// Formatted texts. A header joins them without quotes: only HTTP dates contain commas, and readers
/// of date lists expect those.
#[derive(Debug)]
pub struct Texts(Option<Vec<String>>);

impl Parameter for Texts {
    fn for_each(&self, each: &mut dyn FnMut(&str)) {
        self.0.iter().flatten().for_each(|text| each(text));
    }

    fn as_header(&self) -> Option<String> {
        self.0.as_ref().map(|texts| texts.join(", "))
    }
}

macro_rules! date_forms {
    ($($form:ident $format:expr, $entries:expr;)*) => {$(
        impl Form for $form {
            type Value = DateTime;

            fn write(value: &DateTime) -> Result<String, String> {
                value.fmt($format).map_err(|error| error.to_string())
            }

            fn read(text: &str) -> Result<DateTime, String> {
                DateTime::from_str(text.trim(), $format).map_err(|error| error.to_string())
            }

            fn entries(header: &str) -> Result<Vec<String>, String> {
                $entries(header)
            }
        }
    )*};
}
date_forms! {
    EpochSeconds Format::EpochSeconds, entries;
    Rfc3339 Format::DateTimeWithOffset, entries;
    HttpDate Format::HttpDate, |header| Ok(http_dates(header));
}

/// Text with a media type, which may contain characters that a header cannot carry.
impl Form for Base64 {
    type Value = String;

    fn write(value: &String) -> Result<String, String> {
        Ok(base64::encode(value))
    }

    fn is_absent(_text: &str) -> bool {
        false
    }

    fn read(text: &str) -> Result<String, String> {
        let bytes = base64::decode(text.trim()).map_err(|_| "is not base64".to_owned())?;
        String::from_utf8(bytes).map_err(|_| "holds no text".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_round_trips_alone_and_in_lists() {
        fn check<F: Form<Value = DateTime>>(form: F, text: &str) {
            let date = DateTime::from_secs(1_763_712_000);
            let header = format_as(&vec![date, date], form).unwrap().as_header().unwrap();
            assert_eq!(header, format!("{text}, {text}"));
            let read = |headers: &[&str]| <Vec<DateTime> as Formatted<F>>::from_headers(headers);
            assert_eq!(read(&[&header, text]).unwrap(), [date; 3]);
            assert_eq!(read(&[]).unwrap(), []);
            assert!(read(&["x"]).is_err());
            assert_eq!(<Option<DateTime> as Formatted<F>>::from_headers(&[""]), Ok(None));
            assert_eq!(read(&["", text]).unwrap(), [date]);
        }
        check(EpochSeconds, "1763712000");
        check(Rfc3339, "2025-11-21T08:00:00Z");
        check(HttpDate, "Fri, 21 Nov 2025 08:00:00 GMT");
    }

    #[test]
    fn text_with_a_media_type_is_base64() {
        let json = r#"{"a":"é"}"#.to_owned();
        let header = format_as(&json, Base64).unwrap().as_header().unwrap();
        assert_eq!(<String as Formatted<Base64>>::from_headers(&[&header]), Ok(json));
        assert!(<String as Formatted<Base64>>::from_headers(&["%"]).is_err());
        assert!(format_as(&None::<String>, Base64).unwrap().as_header().is_none());
    }

    #[test]
    fn a_time_that_is_out_of_range_is_an_error() {
        for text in ["9223372036854775808", "-9223372036854775809", "1e300", "-1e300"] {
            assert!(
                <DateTime as Formatted<EpochSeconds>>::from_headers(&[text]).is_err(),
                "{text}"
            );
        }
        let last = <DateTime as Formatted<EpochSeconds>>::from_headers(&["-9223372036854775808"]);
        assert_eq!(last.map(|time| time.secs()), Ok(i64::MIN));
        for text in ["10000-01-01T00:00:00Z", "2025-02-30T00:00:00Z"] {
            assert!(<DateTime as Formatted<Rfc3339>>::from_headers(&[text]).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_that_no_calendar_has_is_refused() {
        let error = format_as(&DateTime::from_secs(i64::MAX), Rfc3339).err().unwrap();
        assert!(error.to_string().contains("cannot be formatted"), "{error}");
    }
}
