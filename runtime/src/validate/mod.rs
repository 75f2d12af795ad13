//! The constraints of a model, checked before a request is sent.
//!
//! Emitted code names a member and chains its constraints:
//! `checks.of("jobId", &self.job_id).length(1, 64).pattern("^[a-zA-Z0-9_-]+$")`, or `optional` for a
//! member that may be absent, which then satisfies all constraints. Methods return nothing, so that
//! emitted code compiles fast; the checks keep the first violation.

mod patterns;
mod values;

use std::collections::HashMap;
use std::fmt;

pub use values::{Measured, Number};

use crate::error::BuildError;
use crate::redacted::Redacted;

/// A structure or union whose members have constraints.
pub trait Validate {
    /// Checks every member.
    fn check(&self, checks: &mut Checks<'_>);
}

impl<T: Validate> Validate for Box<T> {
    fn check(&self, checks: &mut Checks<'_>) {
        self.as_ref().check(checks);
    }
}

/// The checks of the members of a structure, up to the first violation.
#[derive(Debug, Default)]
pub struct Checks<'a> {
    /// The path to this structure: empty, or `parameters["key"]`.
    path: &'a str,
    found: Option<BuildError>,
}

impl Checks<'_> {
    /// Runs checks.
    ///
    /// # Errors
    /// Names the first member that violates a constraint, the constraint and the value.
    pub fn run(check: impl FnOnce(&mut Checks<'_>)) -> Result<(), BuildError> {
        let mut checks = Checks::default();
        check(&mut checks);
        checks.found.map_or(Ok(()), Err)
    }

    /// Checks the members of a nested structure, or of every structure in a list.
    pub fn nested<T: Nested>(&mut self, member: &'static str, value: &T) {
        self.of(member, value).nested();
    }

    /// Starts the checks of a member.
    pub fn of<'c, T>(&'c mut self, member: &'static str, value: &'c T) -> Check<'c, T> {
        self.start(member, Some(value))
    }

    /// Starts the checks of a member that may be absent.
    pub fn optional<'c, T>(
        &'c mut self,
        member: &'static str,
        value: &'c Option<T>,
    ) -> Check<'c, T> {
        self.start(member, value.as_ref())
    }

    fn start<'c, T>(&'c mut self, member: &'static str, value: Option<&'c T>) -> Check<'c, T> {
        let value = if self.found.is_none() { value } else { None };
        let (path, found) = (self.path, &mut self.found);
        Check { path, member, value, redacted: false, found }
    }
}

/// A member to check.
#[derive(Debug)]
pub struct Check<'a, T> {
    path: &'a str,
    member: &'a str,
    /// `None` if the member is absent, or after the first violation.
    value: Option<&'a T>,
    redacted: bool,
    found: &'a mut Option<BuildError>,
}

impl<T> Check<'_, T> {
    /// Hides values and keys of a sensitive member in errors.
    pub fn redacted(self) -> Self {
        Self { redacted: true, ..self }
    }

    /// Ends the checks of a member.
    pub fn done(self) {}

    fn broken(self, constraint: String, shown: impl fmt::Display) -> Self {
        let member = self.name();
        *self.found = Some(match self.redacted {
            true => BuildError::redacted(&member, constraint),
            false => BuildError::constraint(&member, constraint, shown),
        });
        Self { value: None, ..self }
    }

    fn name(&self) -> String {
        match self.path {
            "" => self.member.to_owned(),
            path => format!("{path}.{}", self.member),
        }
    }

    /// Checks the parts of this value in order.
    fn parts<'p, P: 'p>(
        self,
        parts: impl Iterator<Item = (String, &'p P)>,
        check: impl Fn(Check<'_, P>),
    ) -> Self {
        let (path, redacted) = (self.path, self.redacted);
        for (member, value) in parts {
            let (member, value, found) = (&member, Some(value), &mut *self.found);
            check(Check { path, member, value, redacted, found });
            if self.found.is_some() {
                return Self { value: None, ..self };
            }
        }
        self
    }
}

impl<T: Measured> Check<'_, T> {
    /// The minimum and maximum number of characters, bytes or entries, inclusive.
    pub fn length(self, min: u64, max: u64) -> Self {
        let Some(value) = self.value else { return self };
        let length = value.measure();
        if (min..=max).contains(&length) {
            return self;
        }
        let unit = T::UNIT;
        let constraint = match (min, max) {
            (min, u64::MAX) => format!("have at least {min} {unit}"),
            (0, max) => format!("have at most {max} {unit}"),
            (min, max) => format!("have {min} to {max} {unit}"),
        };
        self.broken(constraint, format_args!("{length} long: {}", value.shown()))
    }
}

impl<T: AsRef<str>> Check<'_, T> {
    /// A regular expression that must match part of the text.
    pub fn pattern(self, pattern: &'static str) -> Self {
        let Some(value) = self.value else { return self };
        if patterns::matches(pattern, value.as_ref()) {
            return self;
        }
        let constraint = format_args!("match {pattern}").to_string();
        self.broken(constraint, crate::wire::quote(value.as_ref()))
    }
}

impl<T: Number> Check<'_, T> {
    /// The minimum and maximum, inclusive; `None` means unbounded.
    pub fn range(self, min: impl Into<Option<f64>>, max: impl Into<Option<f64>>) -> Self {
        self.ranges(&[(min.into(), max.into())])
    }

    /// Several ranges, one of which must contain the value.
    pub fn ranges(self, ranges: &[(Option<f64>, Option<f64>)]) -> Self {
        let Some(value) = self.value else { return self };
        let number = value.number();
        let fits = |(min, max): &(Option<f64>, Option<f64>)| {
            min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
        };
        if ranges.iter().any(fits) {
            return self;
        }
        let wanted: Vec<String> = ranges.iter().map(|range| show_range(*range)).collect();
        let constraint = format!("be {}", wanted.join(" or "));
        self.broken(constraint, number)
    }
}

impl<T> Check<'_, Vec<T>> {
    /// Checks every entry of a list.
    pub fn entries(self, check: impl Fn(Check<'_, T>)) -> Self {
        let member = self.member;
        let entries = self.value.into_iter().flatten().enumerate();
        let entries = entries.map(|(index, value)| (format!("{member}[{index}]"), value));
        self.parts(entries, check)
    }
}

impl<T> Check<'_, HashMap<String, T>> {
    /// Checks every key of a map.
    pub fn keys(self, check: impl Fn(Check<'_, String>)) -> Self {
        let (member, shown) = (self.name(), self.shown_key());
        let keys = self.value.into_iter().flat_map(HashMap::keys);
        let keys = keys.map(|key| (format!("the key {} of {member}", shown(key)), key));
        // In the error, the path of the map follows the key.
        let path = self.path;
        Self { path, ..Self { path: "", ..self }.parts(keys, check) }
    }

    /// Checks every value of a map.
    pub fn values(self, check: impl Fn(Check<'_, T>)) -> Self {
        let (member, shown) = (self.member, self.shown_key());
        let values = self.value.into_iter().flatten();
        let values = values.map(|(key, value)| (format!("{member}[{}]", shown(key)), value));
        self.parts(values, check)
    }

    fn shown_key(&self) -> impl Fn(&str) -> String + use<T> {
        let redacted = self.redacted;
        move |key| if redacted { format!("{Redacted:?}") } else { format!("{key:?}") }
    }
}

impl<T: Nested> Check<'_, T> {
    /// Checks the members of a structure, or of every structure of a list.
    pub fn nested(self) -> Self {
        let Some(value) = self.value else { return self };
        let Some(error) = value.first_broken(&self.name()) else { return self };
        *self.found = Some(if self.redacted { error.without_value() } else { error });
        Self { value: None, ..self }
    }
}

impl<'a, T> Check<'a, Option<T>> {
    /// Continues with the value of a sparse list or map, if it is present.
    pub fn if_present(self) -> Check<'a, T> {
        let Self { path, member, value, redacted, found } = self;
        Check { path, member, value: value.and_then(Option::as_ref), redacted, found }
    }
}

/// A structure, a union, or a list of them, which may be absent.
#[doc(hidden)]
pub trait Nested {
    /// The first violation among its members. Their names start with `path`.
    fn first_broken(&self, path: &str) -> Option<BuildError>;
}

impl<T: Validate> Nested for T {
    fn first_broken(&self, path: &str) -> Option<BuildError> {
        let mut checks = Checks { path, found: None };
        self.check(&mut checks);
        checks.found
    }
}

impl<T: Nested> Nested for Vec<T> {
    fn first_broken(&self, path: &str) -> Option<BuildError> {
        let mut entries = self.iter().enumerate();
        entries.find_map(|(index, entry)| entry.first_broken(&format!("{path}[{index}]")))
    }
}

impl<T: Nested> Nested for Option<T> {
    fn first_broken(&self, path: &str) -> Option<BuildError> {
        self.as_ref().and_then(|value| value.first_broken(path))
    }
}

fn show_range(range: (Option<f64>, Option<f64>)) -> String {
    match range {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any number".into(),
    }
}
