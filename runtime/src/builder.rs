//! What the builders of emitted structures have in common.

use std::collections::HashMap;
use std::fmt;

use crate::error::BuildError;
use crate::structure::Blank;

/// The value of a required member that a builder has collected.
///
/// # Errors
/// The member is not set.
pub fn required<T>(
    value: Option<T>,
    shape: &'static str,
    member: &'static str,
) -> Result<T, BuildError> {
    value.ok_or_else(|| BuildError::missing(shape, member))
}

/// Adds an entry to a list that may be absent.
#[doc(hidden)]
pub fn push<T>(list: &mut Option<Vec<T>>, entry: T) {
    list.get_or_insert_default().push(entry);
}

/// Adds an entry to a map that may be absent.
#[doc(hidden)]
pub fn insert<T>(map: &mut Option<HashMap<String, T>>, key: String, value: T) {
    map.get_or_insert_default().insert(key, value);
}

/// Which required members of a structure its builder has got, by their places among them.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Given<const N: usize> {
    members: &'static [&'static str; N],
    is_set: [bool; N],
}

impl<const N: usize> Given<N> {
    /// None of the members with these names.
    pub const fn none(members: &'static [&'static str; N]) -> Self {
        Self { members, is_set: [false; N] }
    }

    /// Remembers that the member at that place is set.
    pub fn mark(&mut self, place: usize) {
        self.is_set[place] = true;
    }

    /// Sets a member, or clears it.
    pub fn put<T: Blank>(&mut self, place: usize, member: &mut T, value: Option<T>) {
        self.is_set[place] = value.is_some();
        *member = value.unwrap_or_else(T::blank);
    }

    /// # Errors
    /// Names the first member that is not set.
    pub fn check(&self, shape: &'static str) -> Result<(), BuildError> {
        match self.missing().next() {
            Some(member) => Err(BuildError::missing(shape, member)),
            None => Ok(()),
        }
    }

    fn missing(&self) -> impl Iterator<Item = &'static str> {
        let members = self.members.iter().zip(self.is_set);
        members.filter(|(_, is_set)| !is_set).map(|(member, _)| *member)
    }
}

/// The members that are not set yet, as the structure shows something for them, too.
impl<const N: usize> fmt::Debug for Given<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("missing: ")?;
        f.debug_list().entries(self.missing()).finish()
    }
}

#[cfg(test)]
mod tests {
    #[derive(crate::Structure)]
    #[serde(rename_all = "camelCase")]
    #[builder(RouteBuilder)]
    struct Route {
        host_name: String,
        stops: Vec<String>,
        note: Option<String>,
    }

    #[test]
    fn a_required_member_counts_once_it_is_set_and_until_it_is_cleared() {
        let missing = |builder: &RouteBuilder| {
            builder.clone().build().expect_err("a missing member").to_string()
        };
        let builder = Route::builder().note("n").stops("a").stops("b");
        assert!(missing(&builder).contains("`hostName`"), "{}", missing(&builder));
        let builder = builder.host_name("h");
        let route = builder.clone().build().expect("a route");
        assert_eq!((route.host_name(), route.note()), ("h", Some("n")));
        assert_eq!(route.stops(), ["a", "b"]);

        let builder = builder.set_stops(None);
        assert!(missing(&builder).contains("`stops`"), "{}", missing(&builder));
        let route = builder.stops("c").build().expect("a route");
        assert_eq!(route.stops(), ["c"], "what was cleared does not come back");

        let builder = Route::builder().set_host_name(Some("h".to_owned()));
        let builder = builder.set_stops(Some(Vec::new()));
        assert_eq!(builder.build().expect("a route").stops(), [""; 0]);
    }

    #[test]
    fn a_builder_shows_what_is_missing() {
        assert_eq!(
            format!("{:?}", Route::builder().stops("a")),
            "RouteBuilder(Route { host_name: \"\", stops: [\"a\"], note: None }, missing: [\"hostName\"])"
        );
    }
}
