use std::fmt;
use std::sync::Arc;

/// The absolute id of a shape or of a member: `namespace#Name` or `namespace#Name$member`.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// Parses an absolute id. `None` if it is relative or malformed.
    pub fn parse(text: &str) -> Option<Self> {
        let (namespace, rest) = text.split_once('#')?;
        let mut parts = rest.splitn(2, '$');
        let well_formed = namespace.split('.').all(is_identifier) && parts.all(is_identifier);
        well_formed.then(|| Self(text.into()))
    }

    /// The name within the namespace, without a member.
    pub fn name(&self) -> &str {
        let name = self.0.split_once('#').map_or("", |(_, rest)| rest);
        name.split('$').next().unwrap_or_default()
    }

    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.0.split('#').next().unwrap_or_default()
    }

    /// The id of a member of this shape.
    pub fn member(&self, name: &str) -> Self {
        Self(format!("{}${name}", self.0).into())
    }

    /// The shape and the member, if this is the id of a member.
    pub fn split_member(&self) -> Option<(Self, &str)> {
        self.0.split_once('$').map(|(shape, member)| (Self(shape.into()), member))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A name: a letter first, or underscores and then a letter or digit.
pub(crate) fn is_identifier(text: &str) -> bool {
    let rest = text.trim_start_matches('_');
    let has_underscore = rest.len() < text.len();
    let first = rest.chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic() || has_underscore && c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for ShapeId {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for ShapeId {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}
