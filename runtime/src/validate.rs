//! The constraints of a model, checked before a request is sent.
//!
//! Emitted code names a member and chains its constraints:
//! `check("jobId", &self.job_id).length(1, 64)?.pattern("^[a-zA-Z0-9_-]+$")?`. An absent member
//! breaks none.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use aws_smithy_types::{BigDecimal, BigInteger, Blob};
use regex_lite::Regex;

use crate::error::BuildError;
use crate::redacted::Redacted;

/// A structure or union whose members have constraints.
pub trait Validate {
    /// Checks every member. `path` leads to this structure: empty, or `parameters[key]`.
    ///
    /// # Errors
    /// Names the first member that breaks a constraint, the constraint and the value.
    fn validate(&self, path: &str) -> Result<(), BuildError>;
}

impl<T: Validate> Validate for Box<T> {
    fn validate(&self, path: &str) -> Result<(), BuildError> {
        self.as_ref().validate(path)
    }
}

/// Starts the checks of a member.
pub fn check<'a, V: Present>(member: impl Into<Cow<'a, str>>, value: &'a V) -> Check<'a, V::Value> {
    Check { member: member.into(), value: value.present(), redacted: false }
}

/// A member under examination.
#[derive(Debug)]
pub struct Check<'a, T> {
    member: Cow<'a, str>,
    value: Option<&'a T>,
    redacted: bool,
}

impl<T> Check<'_, T> {
    /// Keeps values and keys of a sensitive member out of errors.
    pub fn redacted(self) -> Self {
        Self { redacted: true, ..self }
    }

    fn broken(&self, constraint: String, shown: impl fmt::Display) -> BuildError {
        match self.redacted {
            true => BuildError::redacted(&self.member, constraint),
            false => BuildError::constraint(&self.member, constraint, shown),
        }
    }
}

impl<'a, T: Measured> Check<'a, T> {
    /// The number of characters, bytes or entries.
    ///
    /// # Errors
    /// The length is outside the bounds.
    pub fn length(self, min: u64, max: u64) -> Result<Self, BuildError> {
        let Some(value) = self.value else { return Ok(self) };
        let length = value.measure();
        if (min..=max).contains(&length) {
            return Ok(self);
        }
        let unit = T::UNIT;
        let constraint = match (min, max) {
            (min, u64::MAX) => format!("have at least {min} {unit}"),
            (0, max) => format!("have at most {max} {unit}"),
            (min, max) => format!("have {min} to {max} {unit}"),
        };
        Err(self.broken(constraint, format_args!("{length} long: {}", value.shown())))
    }
}

impl<'a, T: AsRef<str>> Check<'a, T> {
    /// A regular expression that must match somewhere.
    ///
    /// # Errors
    /// It does not match.
    pub fn pattern(self, pattern: &str) -> Result<Self, BuildError> {
        let Some(value) = self.value else { return Ok(self) };
        // The generator has tried every pattern that it emits.
        let matches = Regex::new(pattern).map_or(true, |regex| regex.is_match(value.as_ref()));
        if matches {
            return Ok(self);
        }
        let constraint = format_args!("match {pattern}").to_string();
        Err(self.broken(constraint, crate::wire::quote_start(value.as_ref().as_bytes())))
    }
}

impl<'a, T: Number> Check<'a, T> {
    /// Bounds, both inclusive; `None` where there is none.
    ///
    /// # Errors
    /// The value is outside the bounds.
    pub fn range(
        self,
        min: impl Into<Option<f64>>,
        max: impl Into<Option<f64>>,
    ) -> Result<Self, BuildError> {
        self.ranges(&[(min.into(), max.into())])
    }

    /// Several pairs of bounds, one of which must hold.
    ///
    /// # Errors
    /// The value is outside all of them.
    pub fn ranges(self, ranges: &[(Option<f64>, Option<f64>)]) -> Result<Self, BuildError> {
        let Some(value) = self.value else { return Ok(self) };
        let number = value.number();
        let fits = |(min, max): &(Option<f64>, Option<f64>)| {
            min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
        };
        if ranges.iter().any(fits) {
            return Ok(self);
        }
        let wanted: Vec<String> = ranges.iter().map(|range| show_range(*range)).collect();
        let constraint = format!("be {}", wanted.join(" or "));
        Err(self.broken(constraint, number))
    }
}

impl<'a, T> Check<'a, Vec<T>> {
    /// Checks every entry of a list.
    ///
    /// # Errors
    /// Those of an entry.
    pub fn entries(
        self,
        check: impl Fn(Check<'_, T>) -> Result<(), BuildError>,
    ) -> Result<Self, BuildError> {
        for (index, value) in self.value.into_iter().flatten().enumerate() {
            let member = format!("{}[{index}]", self.member);
            check(Check { member: member.into(), value: Some(value), redacted: self.redacted })?;
        }
        Ok(self)
    }
}

impl<'a, T> Check<'a, HashMap<String, T>> {
    /// Checks every key of a map.
    ///
    /// # Errors
    /// Those of a key.
    pub fn keys(
        self,
        check: impl Fn(Check<'_, String>) -> Result<(), BuildError>,
    ) -> Result<Self, BuildError> {
        for key in self.value.into_iter().flat_map(HashMap::keys) {
            let member = format!("the key {} of {}", self.shown_key(key), self.member);
            check(Check { member: member.into(), value: Some(key), redacted: self.redacted })?;
        }
        Ok(self)
    }

    /// Checks every value of a map.
    ///
    /// # Errors
    /// Those of a value.
    pub fn values(
        self,
        check: impl Fn(Check<'_, T>) -> Result<(), BuildError>,
    ) -> Result<Self, BuildError> {
        for (key, value) in self.value.into_iter().flatten() {
            let member = format!("{}[{}]", self.member, self.shown_key(key));
            check(Check { member: member.into(), value: Some(value), redacted: self.redacted })?;
        }
        Ok(self)
    }

    fn shown_key(&self, key: &str) -> String {
        if self.redacted { format!("{Redacted:?}") } else { format!("{key:?}") }
    }
}

impl<'a, T: Validate> Check<'a, T> {
    /// Checks the members of a structure.
    ///
    /// # Errors
    /// Those of a member.
    pub fn nested(self) -> Result<Self, BuildError> {
        if let Some(value) = self.value {
            let found = value.validate(&format!("{}.", self.member));
            found.map_err(|error| if self.redacted { error.without_value() } else { error })?;
        }
        Ok(self)
    }
}

impl<'a, T> Check<'a, Option<T>> {
    /// Goes on with the value of a sparse list or map, if it is there.
    pub fn if_present(self) -> Check<'a, T> {
        Check {
            member: self.member,
            value: self.value.and_then(Option::as_ref),
            redacted: self.redacted,
        }
    }
}

impl<T> Check<'_, T> {
    /// Ends the checks of a member.
    ///
    /// # Errors
    /// None: the checks before it have passed.
    pub fn done(self) -> Result<(), BuildError> {
        Ok(())
    }
}

/// A value that may be absent.
pub trait Present {
    /// The value itself.
    type Value;

    /// The value, if there is one.
    fn present(&self) -> Option<&Self::Value>;
}

/// A value with a length.
pub trait Measured {
    /// What the length counts.
    const UNIT: &'static str;

    /// The length.
    fn measure(&self) -> u64;

    /// The value, shortened, for an error message.
    fn shown(&self) -> String;
}

/// A value with bounds.
pub trait Number {
    /// The value for comparison. Bounds are small, so that the nearest float does.
    fn number(&self) -> f64;
}

impl<T> Present for Option<T> {
    type Value = T;

    fn present(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl Measured for String {
    const UNIT: &'static str = "characters";

    fn measure(&self) -> u64 {
        self.chars().count() as u64
    }

    fn shown(&self) -> String {
        crate::wire::quote_start(self.as_bytes())
    }
}

impl Measured for Blob {
    const UNIT: &'static str = "bytes";

    fn measure(&self) -> u64 {
        self.as_ref().len() as u64
    }

    fn shown(&self) -> String {
        "bytes".into()
    }
}

impl<T> Measured for Vec<T> {
    const UNIT: &'static str = "entries";

    fn measure(&self) -> u64 {
        self.len() as u64
    }

    fn shown(&self) -> String {
        "a list".into()
    }
}

impl<T> Measured for HashMap<String, T> {
    const UNIT: &'static str = "entries";

    fn measure(&self) -> u64 {
        self.len() as u64
    }

    fn shown(&self) -> String {
        "a map".into()
    }
}

impl<T: Validate> Present for T {
    type Value = T;

    fn present(&self) -> Option<&T> {
        Some(self)
    }
}

macro_rules! always_present {
    ($($value:ty),*) => {$(
        impl Present for $value {
            type Value = $value;

            fn present(&self) -> Option<&$value> {
                Some(self)
            }
        }
    )*};
}
always_present!(String, Blob, BigInteger, BigDecimal, i8, i16, i32, i64, f32, f64);

impl<T> Present for Vec<T> {
    type Value = Vec<T>;

    fn present(&self) -> Option<&Vec<T>> {
        Some(self)
    }
}

impl<T> Present for HashMap<String, T> {
    type Value = HashMap<String, T>;

    fn present(&self) -> Option<&HashMap<String, T>> {
        Some(self)
    }
}

macro_rules! number {
    ($($value:ty),*) => {$(
        impl Number for $value {
            fn number(&self) -> f64 {
                *self as f64
            }
        }
    )*};
}
number!(i8, i16, i32, i64, f32, f64);

macro_rules! big_number {
    ($($value:ty),*) => {$(
        impl Number for $value {
            fn number(&self) -> f64 {
                // Both are texts that a float can be read from, if not with every digit.
                self.as_ref().parse().unwrap_or(f64::NAN)
            }
        }
    )*};
}
big_number!(BigInteger, BigDecimal);

fn show_range(range: (Option<f64>, Option<f64>)) -> String {
    match range {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any number".into(),
    }
}
